// What inference promises of fields and shapes; checked by tsc, never run.
import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  bigint,
  bool,
  bytes,
  choice,
  createdAt,
  datetime,
  decimal,
  email,
  fieldOf,
  factsOf,
  float,
  int,
  json,
  jsonSchema,
  list,
  parseWith,
  schemaOf,
  shape,
  slug,
  text,
  url,
  uuid,
  version,
} from "quintet/schema";
import type {
  Field,
  Input,
  Json,
  Output,
  Presence,
  Shape,
  Validated,
  WrittenField,
} from "quintet/schema";
import * as z from "zod";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

// Fields give their value and whether it must be there.
const title = text({ max: 200 });
same<typeof title, Field<string, "required">>();
const status = choice("draft", "published");
same<(typeof status)["~out"], "draft" | "published">();
same<(typeof status)["~presence"], "required">();
const published = datetime().nullable().optional();
same<typeof published, Field<Date | null, "optional">>();
const tags = list(choice("a", "b"), { max: 3 }).default([]);
same<typeof tags, Field<("a" | "b")[], "default">>();
same<ReturnType<typeof bigint>["~out"], bigint>();
same<ReturnType<typeof decimal>["~out"], string>();
same<ReturnType<typeof bytes>["~out"], Uint8Array>();
same<ReturnType<typeof createdAt>, WrittenField<Date>>();
same<ReturnType<typeof version>, WrittenField<number>>();

// A slug that is made from another property may be left out.
const made = slug({ from: "title" });
const own = slug({ max: 50 });
same<(typeof made)["~presence"], "default">();
same<(typeof own)["~presence"], "required">();

// Decorating keeps the type.
const decorated = int({ min: 1 }).unique().label("Age").help("In years").column("age").secret();
same<typeof decorated, Field<number, "required">>();
same<ReturnType<typeof uuid>["~out"], string>();
const key = uuid().primaryKey();
same<typeof key, Field<string, "key">>();

// A typed JSON field has the type of its shape; without one it is any JSON but null.
const address = json(shape({ street: text(), floor: int().optional() }));
same<(typeof address)["~out"], { street: string; floor?: number }>();
const free = json();
same<(typeof free)["~out"], Exclude<Json, null>>();
const believed = json<{ theme: "dark" }>();
same<(typeof believed)["~out"], { theme: "dark" }>();
const fromZod = json(z.object({ name: z.string() }));
same<(typeof fromZod)["~out"], { name: string }>();
const fromField = json(list(int()));
same<(typeof fromField)["~out"], number[]>();

// A shape: optional keys may be missing, those with a default are in the output only.
const post = shape({
  title: text(),
  bio: text().optional(),
  status: choice("draft", "published").default("draft"),
  publishedAt: datetime().nullable(),
  address,
  tags,
});
same<
  Output<typeof post.fields>,
  {
    title: string;
    bio?: string;
    status: "draft" | "published";
    publishedAt: Date | null;
    address: { street: string; floor?: number };
    tags: ("a" | "b")[];
  }
>();
same<
  Input<typeof post.fields>,
  {
    title: string;
    bio?: string | undefined;
    status?: "draft" | "published" | undefined;
    publishedAt: Date | null;
    address: { street: string; floor?: number };
    tags?: ("a" | "b")[] | undefined;
  }
>();
same<ReturnType<typeof post.parse>, (typeof post)["~out"]>();
same<ReturnType<typeof post.validate>, Validated<(typeof post)["~out"]>>();
same<StandardSchemaV1.InferOutput<typeof post>, (typeof post)["~out"]>();
same<StandardSchemaV1.InferInput<typeof post>, (typeof post)["~in"]>();

// Derived shapes.
const patch = post.partial();
same<keyof (typeof patch)["~out"], keyof (typeof post)["~out"]>();
same<(typeof patch)["~out"]["status"], "draft" | "published" | undefined>();
const nothing: (typeof patch)["~out"] = {};
const picked = post.pick("title", "status");
same<(typeof picked)["~out"], { title: string; status: "draft" | "published" }>();
const omitted = picked.omit("title");
same<(typeof omitted)["~out"], { status: "draft" | "published" }>();
const extended = picked.extend({ title: int(), views: int() });
same<(typeof extended)["~out"], { status: "draft" | "published"; title: number; views: number }>();

// Rules see the value without null, and the whole object.
text()
  .nullable()
  .rule((value) => value.length > 0, "must not be empty");
post.rule(({ title, status }) => title !== status, { path: "title", message: "must differ" });

// Every field and shape fits where any is expected.
const anyField: Field = status;
const anyPresence: Field<unknown, Presence> = text().optional();
const anyShape: Shape = post;
const anySchema: StandardSchemaV1[] = [post, status, z.string()];
const schema = schemaOf(z.number());
same<ReturnType<typeof schema.parse>, number>();
const parsed = parseWith(z.object({ a: z.coerce.number() }), {});
same<typeof parsed, { a: number }>();
const parsedOwn = parseWith(post, {}, { from: "text" });
same<typeof parsedOwn, (typeof post)["~out"]>();
const rebuilt = fieldOf<number>(factsOf("int"));
same<typeof rebuilt, Field<number, "required">>();

// Misspellings and wrong values.

// @ts-expect-error an option that does not exist
text({ maxLength: 5 });
// @ts-expect-error an option of another field
int({ pattern: /a/ });
// @ts-expect-error bits are 16, 32 or 53
int({ bits: 64 });
// @ts-expect-error bounds of a bigint are bigints
bigint({ min: 0 });
// @ts-expect-error bounds of a datetime are Dates
datetime({ min: "2026-01-01" });
// @ts-expect-error an email has no minimum
email({ min: 5 });
// @ts-expect-error a url has no minimum
url({ min: 5 });
// @ts-expect-error a choice without choices
choice();
// @ts-expect-error choices are texts
choice(1, 2);
// @ts-expect-error a default that is none of the choices
choice("draft", "published").default("drafft");
// @ts-expect-error a default of another type
int().default("1");
// @ts-expect-error a default function that gives another type
bool().default(() => "yes");
// @ts-expect-error null is no default of a field that is not nullable
float().default(null);
// @ts-expect-error an example of another type
int().examples("1");
// @ts-expect-error a list of something that is no field
list("text");
// @ts-expect-error the items of a list have their type
list(int()).default(["a"]);
// @ts-expect-error a shape inside of a shape is json(shape)
shape({ address: shape({}) });
// @ts-expect-error a member that is no field
shape({ title: "text" });
// @ts-expect-error a rule about a property that does not exist
post.rule((value) => value.titel !== "", { message: "x" });
// @ts-expect-error a path that does not exist
post.rule(() => true, { path: "titel", message: "x" });
// @ts-expect-error a rule has a message
post.rule(() => true, {});
// @ts-expect-error a rule of a field sees its type
int().rule((value) => value.length > 0, "x");
// @ts-expect-error a rule says yes or no
int().rule(() => "yes", "x");
// @ts-expect-error a key that does not exist
post.pick("titel");
// @ts-expect-error a key that does not exist
post.omit("titel");
// @ts-expect-error what was left out is not there
void omitted.parse({}).title;
// @ts-expect-error a property that no field has
void post.parse({}).titel;
// @ts-expect-error an optional value may be undefined
const bio: string = post.parse({}).bio;
// @ts-expect-error a nullable value may be null
const at: Date = post.parse({}).publishedAt;
// @ts-expect-error a required key must be in the input
const input: (typeof post)["~in"] = { publishedAt: null, address: { street: "x" } };
// @ts-expect-error input comes from "json" or from "text"
post.parse({}, { from: "query" });
// @ts-expect-error the option of check is partial
post.check({}, { partially: true });
// @ts-expect-error io is "input" or "output"
jsonSchema(post, { io: "inn" });
// @ts-expect-error what is no schema
schemaOf({ parse: () => 1 });
// @ts-expect-error facts cannot be changed
title.facts.nullable = true;

export { anyField, anyPresence, anySchema, anyShape, at, bio, input, nothing };
