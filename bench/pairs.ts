/** Measures two ways of doing the same, in turns, and prints the figure that `npm run bench` reads. */
export interface Pair {
  readonly name: string;
  /** Runs our way so many times. */
  ours(times: number): Promise<void>;
  /** Runs the other way so many times. */
  reference(times: number): Promise<void>;
  readonly times: number;
  /** Of ours against the reference: `">= 0.6"` of the rate, or `"<= 1.5"` of the time. */
  readonly bar: `>= ${number}` | `<= ${number}`;
}

const ROUNDS = 9;

/** Rounds alternate, and the medians are compared: what the machine does beside it hits both. */
export async function comparePair(pair: Pair): Promise<void> {
  const ours: number[] = [];
  const reference: number[] = [];
  await pair.ours(pair.times);
  await pair.reference(pair.times);
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await microsecondsEach(pair.times, (times) => pair.ours(times)));
    reference.push(await microsecondsEach(pair.times, (times) => pair.reference(times)));
  }
  const [mine, theirs] = [median(ours), median(reference)];
  const isRate = pair.bar.startsWith(">=");
  const ratio = round2(isRate ? theirs / mine : mine / theirs);
  const unit = `µs, ratio of the ${isRate ? "rates" : "times"}`;
  console.log(
    JSON.stringify({
      name: pair.name,
      unit,
      ours: round2(mine),
      reference: round2(theirs),
      ratio,
      bar: pair.bar,
    }),
  );
}

/** A figure without a counterpart. */
export function reportFigure(name: string, unit: string, ours: number, bar: string): void {
  console.log(JSON.stringify({ name, unit, ours: round2(ours), bar }));
}

async function microsecondsEach(
  times: number,
  run: (times: number) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  await run(times);
  return ((performance.now() - start) * 1000) / times;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function round2(number: number): number {
  return Math.round(number * 100) / 100;
}
