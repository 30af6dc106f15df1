import type { CastMember, Shown } from '../shown.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { go, homePlace, type Place } from './place.ts';

interface RailProps {
  shown: Shown;
  place: Place;
  unread: { inChannel(id: string): number; forPerson(id: string): number };
  onGone(): void;
}

/** Whom one acts as, and where one can go. */
export function Rail({ shown, place, unread, onGone }: RailProps) {
  const { me } = place;
  const visit = (to: Place) => {
    go(to);
    onGone();
  };
  const inApp = place.conversation === shown.app.conversation || place.conversation === homePlace;
  const become = (id: string) => {
    if (id === me) return onGone();
    // Another person has direct messages of their own.
    visit(place.conversation === shown.app.conversation ? { me: id, conversation: homePlace } : { ...place, me: id });
  };
  const main = shown.cast.filter((one) => one.main || one.id === me);
  const others = shown.cast.filter((one) => !main.includes(one));
  const person = (one: CastMember) => (
    <PersonButton
      key={one.id}
      shown={shown}
      one={one}
      unread={unread.forPerson(one.id)}
      onPick={() => become(one.id)}
    />
  );
  return (
    <nav className="rail" aria-label="People and channels">
      <p className="team">
        {shown.team} <span>sandbox workspace</span>
      </p>
      <h2>You are</h2>
      {main.map(person)}
      {others.length > 0 && (
        <details>
          <summary>More people</summary>
          {others.map(person)}
        </details>
      )}
      <h2>Channels</h2>
      {shown.channels
        .filter((one) => one.kind !== 'im')
        .map((one) => (
          <Row
            key={one.id}
            sign={one.kind === 'group' ? <Icon shape="lock" size={14} /> : '#'}
            name={one.name}
            current={place.conversation === one.id}
            unread={unread.inChannel(one.id)}
            onPick={() => visit({ me, conversation: one.id })}
          />
        ))}
      <h2>Apps</h2>
      <Row
        sign={<img src="/icon.svg" width="18" height="18" alt="" />}
        name={shown.app.name}
        current={inApp}
        unread={unread.inChannel(shown.app.conversation)}
        onPick={() => visit({ me, conversation: shown.app.conversation })}
      />
    </nav>
  );
}

interface RowProps {
  sign: React.ReactNode;
  name: string;
  current: boolean;
  unread: number;
  onPick(): void;
}

function Row({ sign, name, current, unread, onPick }: RowProps) {
  return (
    <button
      type="button"
      className={unread > 0 ? 'row unread' : 'row'}
      aria-current={current ? 'page' : undefined}
      onClick={onPick}
    >
      <span className="sign" aria-hidden="true">
        {sign}
      </span>
      <span className="row-name">{name}</span>
      <Unread count={unread} />
    </button>
  );
}

function PersonButton(props: { shown: Shown; one: CastMember; unread: number; onPick(): void }) {
  const { shown, one, unread, onPick } = props;
  const name = shown.people.find((other) => other.id === one.id)?.realName ?? one.id;
  return (
    <button type="button" className="person" aria-pressed={one.id === shown.me} onClick={onPick}>
      <Avatar id={one.id} name={name} isApp={false} size={30} />
      <span className="person-name">
        {name} <small>{one.title}</small>
      </span>
      <Unread count={unread} />
    </button>
  );
}

const Unread = ({ count }: { count: number }) =>
  count > 0 && (
    <span className="count">
      {count}
      <span className="unseen"> unread</span>
    </span>
  );
