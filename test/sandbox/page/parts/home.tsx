import { list } from '../../slack/json.ts';
import type { Shown } from '../shown.ts';
import { Blocks } from './blocks.tsx';
import { OnSurface } from './surface.tsx';

/** The app's Home of the person who acts. */
export function Home({ shown }: { shown: Shown }) {
  const blocks = list(shown.home?.view.blocks);
  return (
    <section className="messages home" aria-label={`Home of ${shown.app.name}`}>
      {blocks.length === 0 ? (
        <div className="empty">
          <h2>Nothing here yet</h2>
          <p>{shown.app.name} has not drawn this page for you so far.</p>
        </div>
      ) : (
        <div className="home-page">
          <OnSurface on={{ home: true }}>
            <Blocks blocks={blocks} />
          </OnSurface>
        </div>
      )}
    </section>
  );
}
