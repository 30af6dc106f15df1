-- Since when the evidence stands against what was answered last: the question is open again until somebody answers anew.
alter table question add column contested_at timestamptz;
