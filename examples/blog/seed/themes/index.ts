import { astronomy } from "./astronomy.ts";
import { baking } from "./baking.ts";
import { books } from "./books.ts";
import { cities } from "./cities.ts";
import { cycling } from "./cycling.ts";
import { gardening } from "./gardening.ts";
import { music } from "./music.ts";
import { photography } from "./photography.ts";
import { programming } from "./programming.ts";
import { repair } from "./repair.ts";
import type { Theme } from "./theme.ts";
import { walking } from "./walking.ts";
import { woodwork } from "./woodwork.ts";

export type { Theme } from "./theme.ts";

export const themes: readonly Theme[] = [
  astronomy,
  baking,
  books,
  cities,
  cycling,
  gardening,
  music,
  photography,
  programming,
  repair,
  walking,
  woodwork,
];
