const colours = ['#7a3e9d', '#0b6e8f', '#a4452c', '#2f6b3a', '#8a5a00', '#9b2f63', '#3c4fa3'];

/** A square with somebody's initials, or the app's own sign. */
export function Avatar({ id, name, isApp, size = 36 }: { id: string; name: string; isApp: boolean; size?: number }) {
  if (isApp) return <img className="avatar" src="/icon.svg" width={size} height={size} alt="" />;
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  return (
    <span
      className="avatar"
      aria-hidden="true"
      style={{ width: size, height: size, fontSize: size * 0.4, background: colours[sum % colours.length] }}
    >
      {initials}
    </span>
  );
}
