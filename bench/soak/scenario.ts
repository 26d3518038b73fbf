import type { Ask } from "./client.ts";

/**
 * What is asked, and how often out of a hundred.
 *
 * Nothing here becomes slower by what is written here, so that the capacity stays what it was: posts are changed
 * rather than made, and what is popular is left out, which without a cache counts the comments of a week.
 */
const MIX: readonly (readonly [share: number, make: (world: World, pick: number) => Ask])[] = [
  [22, () => ({ path: "/" })],
  [20, ({ slugs }, pick) => ({ path: `/posts/${at(slugs, pick)}` })],
  [5, (_, pick) => ({ path: `/posts?page=${1 + Math.floor(pick * 10)}` })],
  [4, ({ words }, pick) => ({ path: `/posts?search=${at(words, pick)}` })],
  [20, ({ token }, pick) => ({ path: `/api/posts?page=${1 + Math.floor(pick * 10)}`, token })],
  [15, ({ token, ids }, pick) => ({ path: `/api/posts/${at(ids, pick)}`, token })],
  [4, ({ token, words }, pick) => ({ path: `/api/posts?search=${at(words, pick)}`, token })],
  [4, () => ({ path: "/api/tasks/search?q=report" })],
  [3, ({ token, ids }, pick) => comment(token, at(ids, pick))],
  [2, ({ token, ownIds }, pick) => edit(token, at(ownIds, pick))],
  [1, ({ token }) => ({ path: "/api/no-such-thing", token })],
];

export interface World {
  readonly token: string;
  readonly ids: readonly number[];
  /** Of posts that whoever has the token may change. */
  readonly ownIds: readonly number[];
  readonly slugs: readonly string[];
  readonly words: readonly string[];
}

const HUNDRED = MIX.flatMap(([share, make]) => Array.from({ length: share }, () => make));

/** One request of the mix. @param random Two numbers of 0 to 1. */
export function nextAsk(world: World, random: () => number): Ask {
  return at(HUNDRED, random())(world, random());
}

function comment(token: string, post_id: number): Ask {
  const body = { post_id, content: "A comment of the long run." };
  return { method: "POST", path: "/api/comments", token, body };
}

function edit(token: string, id: number): Ask {
  const body = {
    content: `Some words, written anew at ${performance.now()}.`,
    tag_names: ["notes"],
  };
  return { method: "PATCH", path: `/api/posts/${id}`, token, body };
}

function at<T>(items: readonly T[], pick: number): T {
  return items[Math.floor(pick * items.length)]!;
}
