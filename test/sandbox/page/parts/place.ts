import { useEffect, useState } from 'react';

/** Who acts and what is open, kept in the address so that the browser's own back button works. */
export interface Place {
  me: string;
  conversation: string;
  thread?: string;
}

/** The app's Home stands where a conversation's id would. */
export const homePlace = 'home';

const readPlace = (): Partial<Place> => {
  const [me, conversation, thread] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { ...(me && { me }), ...(conversation && { conversation }), ...(thread && { thread }) };
};

export const go = ({ me, conversation, thread }: Place): void => {
  location.hash = `/${[me, conversation, thread]
    .filter((one) => one !== undefined)
    .map(encodeURIComponent)
    .join('/')}`;
};

export function usePlace(): Place {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const moved = () => setPlace(readPlace());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return { me: 'ULEA', conversation: 'CSECURITY', ...place };
}
