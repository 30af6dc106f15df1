/** What the analytics counted of a staged control: the requests that it met, and those that came to what it guards. */
export type Counted = {
  method: string;
  host: string;
  path: string;
  status: number;
  action: string;
  asn: string;
  agent: string;
  count: number;
};
export type TrialReading = {
  hits: readonly Counted[];
  hitsWhole: boolean;
  requests: readonly Pick<Counted, 'method' | 'host' | 'path' | 'status' | 'count'>[];
  sampleInterval: number;
};
