const shapes = {
  eye: 'M1.5 8s2.5-4.5 6.5-4.5S14.5 8 14.5 8s-2.5 4.5-6.5 4.5S1.5 8 1.5 8zM8 9.8a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6z',
  lock: 'M4 7.5h8v5.5H4zM5.5 7.5V5.2a2.5 2.5 0 015 0v2.3',
  file: 'M4 2h5.5L12.5 5v9H4zM9.5 2v3h3',
  send: 'M2.5 8h10M8.5 3.5L13 8l-4.5 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M13.5 8h-10M7.5 3.5L3 8l4.5 4.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  edit: 'M3 13l.6-2.6L11 3l2 2-7.4 7.4z',
  reply: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
};

/** A small line drawing; what it means is said by the control it stands in. */
export const Icon = ({ shape, size = 16 }: { shape: keyof typeof shapes; size?: number }) => (
  <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
    <path d={shapes[shape]} />
  </svg>
);
