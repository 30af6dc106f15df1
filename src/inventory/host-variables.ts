const MAX_SHAPES = 32;

/**
 * Hosts with variables, as in `{hostVar1}.example.com`, under which a plain host may have been saved. Looked up by the
 * places of the variables, of which a zone has few, so that no host is compared with all others.
 */
export function regionalKeys(hosts: readonly string[]): (host: string) => string[] {
  const known = new Set(hosts.filter((host) => host.includes('{')));
  const shapes = new Map<string, boolean[]>();
  for (const host of known) {
    const shape = host.split('.').map((label) => label.startsWith('{'));
    if (shapes.size < MAX_SHAPES) shapes.set(shape.join(), shape);
  }
  return (host) => {
    if (shapes.size === 0 || host.includes('{')) return [];
    const labels = host.split('.');
    const candidates = [...shapes.values()]
      .filter((shape) => shape.length === labels.length)
      .map((shape) => {
        let variables = 0;
        return labels.map((label, index) => (shape[index] ? `{hostVar${++variables}}` : label)).join('.');
      });
    return candidates.filter((candidate) => known.has(candidate));
  };
}

/** Whether a plain host is one of those that a host with variables stands for. */
export function standsFor(host: string, plain: string): boolean {
  const labels = plain.split('.');
  const wanted = host.split('.');
  return wanted.length === labels.length && wanted.every((label, at) => label.startsWith('{') || label === labels[at]);
}
