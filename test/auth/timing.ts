import { requestAnswered } from "quintet/http";

/** Something that is timed: a request, whose answer comes sooner or later. */
export type Timed = () => Promise<unknown>;

const ROUNDS = 50;
const WARM_UP_ROUNDS = 8;
/**
 * How far the chance that one takes longer than the other may be from a half. By noise alone, 50 times of each
 * are as far apart in 1 of 8,000 cases.
 */
const MOST = 0.22;
/** By noise alone, it is not so each time. */
const SAMPLES = 3;

/**
 * The names of those whose times can be told from those of the first, by all of their times: the chance that
 * one takes longer (Mann and Whitney's U over all pairs) is far from a half in each of three samples.
 *
 * They are asked in turn, in another order each time, so that what else the machine does falls on all alike.
 */
export async function toldApart(works: Readonly<Record<string, Timed>>): Promise<string[]> {
  const [first, ...others] = Object.keys(works) as [string, ...string[]];
  let suspects = others;
  for (let sample = 0; sample < SAMPLES && suspects.length > 0; sample++) {
    const times = await timesOf([first, ...suspects], works);
    suspects = suspects.filter((name) => {
      const chance = chanceOfLonger(times.get(first)!, times.get(name)!);
      return Math.abs(chance - 0.5) > MOST;
    });
  }
  return suspects;
}

/**
 * Microseconds of the processor until each answer was out. On a database in memory nothing else takes time, and
 * what other processes do is not in it. What is done behind the answer is not measured, nor beside the next one.
 */
async function timesOf(
  names: readonly string[],
  works: Readonly<Record<string, Timed>>,
): Promise<Map<string, number[]>> {
  let before = process.cpuUsage();
  let spent = before;
  using _ = requestAnswered.subscribe(() => void (spent = process.cpuUsage(before)));
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const name of shuffled(names)) {
      before = process.cpuUsage();
      await works[name]!();
      if (round >= 0) times.get(name)!.push(spent.user + spent.system);
      await quiet();
    }
  }
  return times;
}

function chanceOfLonger(one: readonly number[], other: readonly number[]): number {
  const longer = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return longer.reduce<number>((sum, each) => sum + each, 0) / longer.length;
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** What is done behind an answer, on a database in memory, is done after a few turns of the loop. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
