import type { AnyModel, FieldsOf, Insert, InstanceOf, One } from "../db/index.ts";
import type { Field } from "../schema/index.ts";
import { TESTING_NO_SAMPLE } from "./errors.ts";
import { sampleValue } from "./sample-value.ts";
import { CountingSequence, type Sequence } from "./sequence.ts";

type Constructor = abstract new (...args: any) => any;

/** Makes rows of a model for tests. `I` is what the model's `create` takes. */
export interface Factory<T, I> {
  /** An unsaved row; no database is touched. To-one relations that are factories stay empty. */
  build(overrides?: Overrides<I>): T;
  /** Saves a row, and first the rows that its to-one relations want. */
  create(overrides?: Overrides<I>): Promise<T>;
  /** Saves several rows; overrides are the same for each, or made by a function of 1, 2, 3, … */
  createMany(count: number, overrides?: Overrides<I> | ((n: number) => Overrides<I>)): Promise<T[]>;
  /** A factory with other defaults for some fields. */
  with(defaults: Defaults<I>): Factory<T, I>;
}

/** What a row of a factory is to have instead of its defaults. */
export type Overrides<I> = { readonly [K in keyof I]?: I[K] };

/** A value; a function of the row's number, called anew for each row; a sequence; a factory for a relation. */
export type Defaults<I> = {
  readonly [K in keyof I]?:
    | I[K]
    | ((n: number) => I[K])
    | Sequence<I[K]>
    | { create(): Promise<NonNullable<I[K]>> };
};

/**
 * Makes rows with sensible values, so that a test names only what it is about.
 *
 * Required fields without a default get a value that fits (`title 1`, `email1@example.com`), required
 * relations a row of their own. Rows of a model are numbered through from 1 in each test, whichever
 * factory makes them. Nothing is random: the same test makes the same rows.
 *
 * @throws `TESTING_NO_SAMPLE` from `create` for a required field whose pattern or rule refuses its sample
 * @example
 * const user = factory(User, { username: sequence((n) => `user${n}`) });
 * const post = factory(Post, { author: user, status: "published" });
 * await post.create({ title: "The one that matters" });
 */
export function factory<M extends Constructor>(
  model: M,
  defaults: Defaults<Insert<FieldsOf<M>>> = {},
): Factory<InstanceOf<M>, Insert<FieldsOf<M>>> {
  return new ModelFactory(model as unknown as WritableModel, defaults) as never;
}

type Values = Readonly<Record<string, unknown>>;

interface WritableModel extends AnyModel {
  create(values: Values): Promise<object>;
  createMany(rows: readonly Values[]): Promise<object[]>;
}

class ModelFactory {
  readonly #model: WritableModel;
  readonly #defaults: Values;

  constructor(model: WritableModel, defaults: Values) {
    this.#model = model;
    this.#defaults = defaults;
  }

  build(overrides: Values = {}): object {
    return new this.#model(this.#columnValues(overrides)) as object;
  }

  async create(overrides: Values = {}): Promise<object> {
    return this.#model.create(await this.#allValues(overrides));
  }

  async createMany(
    count: number,
    overrides: Values | ((n: number) => Values) = {},
  ): Promise<object[]> {
    const rows: Values[] = [];
    for (let n = 1; n <= count; n++)
      rows.push(await this.#allValues(typeof overrides === "function" ? overrides(n) : overrides));
    return this.#model.createMany(rows);
  }

  with(defaults: Values): ModelFactory {
    return new ModelFactory(this.#model, { ...this.#defaults, ...defaults });
  }

  async #allValues(overrides: Values): Promise<Values> {
    const values: Record<string, unknown> = { ...this.#columnValues(overrides) };
    for (const [property, related] of this.#relatedFactories(overrides))
      values[property] = await related.create();
    return values;
  }

  #columnValues(overrides: Values): Values {
    const n = numberOf(this.#model);
    const values: Record<string, unknown> = {};
    for (const [property, given] of Object.entries({ ...this.#defaults, ...overrides }))
      if (!isFactory(given)) values[property] = valueOf(given, n);
    for (const [property, field] of membersOf(this.#model)) {
      if (property in values || isRelation(field) || !isRequired(field)) continue;
      const value = sampleValue(field, property, n);
      if (value === undefined) throw TESTING_NO_SAMPLE(this.#model.modelName, property);
      values[property] = value;
    }
    return values;
  }

  *#relatedFactories(overrides: Values): Iterable<[string, RowMaker]> {
    for (const [property, member] of membersOf(this.#model)) {
      if (!isRelation(member) || property in overrides) continue;
      const given = this.#defaults[property];
      if (isFactory(given)) yield [property, given];
      else if (given === undefined && isRequired(member))
        yield [property, factory(member.relation.model())];
    }
  }
}

const NUMBERS = new WeakMap<AnyModel, Sequence<number>>();

function numberOf(model: AnyModel): number {
  const numbers = NUMBERS.get(model) ?? new CountingSequence((n) => n);
  NUMBERS.set(model, numbers);
  return numbers.next();
}

interface RowMaker {
  create(): Promise<unknown>;
}

/** Fields and to-one relations of a model. */
function membersOf(model: AnyModel): [string, Field | One<unknown>][] {
  // Looked at here and not before: relations may point at models that were declared later.
  return Object.entries(model.fields as Record<string, Field | One<unknown>>).filter(
    ([, member]) => !("relation" in member) || (member.relation.kind as string) === "one",
  );
}

function isRelation(member: Field | One<unknown>): member is One<unknown> {
  return "relation" in member;
}

function isRequired(member: Field | One<unknown>): boolean {
  if (isRelation(member)) return !member.relation.isNullable;
  const { presence, nullable, auto, from, primaryKey } = member.facts;
  return presence === "required" && !nullable && !auto && from === undefined && !primaryKey;
}

function isFactory(value: unknown): value is RowMaker {
  return value instanceof ModelFactory;
}

function valueOf(given: unknown, n: number): unknown {
  if (given instanceof CountingSequence) return given.next();
  return typeof given === "function" ? (given as (n: number) => unknown)(n) : given;
}
