/** The words that questions are made of. What is none of them is a name, a slip of the hand, or not for us. */

const COMMON = `
  a about above after again all already also am an and another any anybody anyone anything are as ask at be because been
  before being below between but by call called can check checks come concerning could dear did different do does doing
  done down each else ever every everyone everything everybody far first for from get gets give going got had has have
  having hello help here hey hi how i if in into is it its itself just keep keeps know last later least left less let
  lets like list long look looks made make makes many may me mean might mine more most much must my myself name named
  need needs never new next no nobody none nor not nothing now number of off on once one ones only or other our ours out
  over own owned owns part past people person please really right run same say second see seem send she should show so
  some somebody someone something soon still such take team tell than thank thanks that the their them then there these
  they thing things think this those through till to today together too top under until up us use used using very was we
  well were what when where whether which while who whom whose why will with within without work worst would yes yet
  yesterday you your yours he her his him one two three four five six seven eight nine ten`;

const OURS = `
  above abuse accept accepted access acknowledge acknowledged acknowledgement acknowledgements acknowledges acknowledging
  action actions active anywhere api apis app application applications approval approve approved approves approving assign
  assigned attestation authentication authorization authorisation bad behind belong belongs block blocked blocker blockers
  blocking blocks bola bot bots broken bypass bypassable bypassed bypasses canary cancelled certificate certificates
  change changed changes channel close closed closes closing cloudflare config configuration control controls cover
  coverage covered covers credential credentials critical current days decide decided decides decision decisions declined
  detail discover discovered discovery document documentation documented done drift due end ended endpoint endpoints
  enforce enforced enforcing enough exist expire find finding findings finish finished fix fixed fixing found gap gaps
  gateway high higher highest hold holding holds host hosts important info input insecure inventory issue issues item
  items jwt lack lacking lacks lead leads leaked limit limited limiting limits log logged logging login logins logpush
  low lower machine machines managed medium miss missing mode moderate month months moved mtls open opened operation
  operations origin orphan orphaned orphans outstanding overview owe owner ownerless owners owning path paths pending
  plate policies policy problem problems progress protect protected protection question questions rate remain remaining
  remains remediation request requests resolved responsible review reviewed reviews risk risks route routes rule rules
  saved scan schema security serious severe severity shadow shadows share since stage staged stand stands start started
  state status step stop stopping stops stuck summary task tasks tested todo token tokens traffic trust unacknowledged
  unanswered unassigned uncovered undecided undocumented unowned unprotected unresolved unsaved unused validated
  validation vulnerabilities vulnerability vulnerable waf wait waiting waits weak weakness weaknesses week weeks worse
  wrong zero zombie zombies zone zones answer answered answering answers undone whom`;

const listed = (text: string) => text.trim().split(/\s+/);

export const KNOWN_WORDS: ReadonlySet<string> = new Set([...listed(COMMON), ...listed(OURS)]);
/** What a slip of the hand is held against: short words are too near to one another. */
export const LONG_WORDS: readonly string[] = listed(OURS).filter((word) => word.length > 4);
