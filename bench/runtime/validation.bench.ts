// Validation of a 10-field object against bare compiled Ajv, which neither converts nor fills in.
import { Ajv2020, type Format } from "ajv/dist/2020.js";
import { bool, choice, datetime, email, float, int, list, shape, text, uuid } from "quintet/schema";

const BAR = ">= 0.6";
const ROUNDS = 9;
const CALLS = 200_000;

const signUp = shape({
  id: uuid(),
  email: email(),
  name: text({ min: 1, max: 100 }),
  bio: text({ max: 2000 }).optional(),
  age: int({ min: 0, max: 150 }),
  score: float(),
  isActive: bool(),
  role: choice("reader", "author", "editor"),
  birthAt: datetime(),
  tags: list(text({ max: 30 }), { max: 10 }),
});

const schema = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    email: { type: "string", format: "email", maxLength: 254 },
    name: { type: "string", minLength: 1, maxLength: 100 },
    bio: { type: "string", maxLength: 2000 },
    age: { type: "integer", minimum: 0, maximum: 150 },
    score: { type: "number" },
    isActive: { type: "boolean" },
    role: { type: "string", enum: ["reader", "author", "editor"] },
    birthAt: { type: "string", format: "date-time" },
    tags: { type: "array", items: { type: "string", maxLength: 30 }, maxItems: 10 },
  },
  required: ["id", "email", "name", "age", "score", "isActive", "role", "birthAt", "tags"],
  additionalProperties: false,
};

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const UUID = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DATE_TIME =
  /^\d\d\d\d-[0-1]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i;

// The harder reference looks at the form of a date-time only and takes 2026-02-31, which ours does not.
const byForm = bare({ uuid: UUID, email: EMAIL, "date-time": DATE_TIME });
// This one checks the day too, as the package ajv-formats does by default.
const byDay = bare({ uuid: UUID, email: EMAIL, "date-time": isDateTime });

const body = {
  id: "0190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10",
  email: "ada@example.com",
  name: "Ada Lovelace",
  bio: "Wrote the first program, for a machine that was never built.",
  age: 36,
  score: 99.5,
  isActive: true,
  role: "author",
  birthAt: "1815-12-10T09:00:00Z",
  tags: ["maths", "engines"],
};
const values = { ...body, birthAt: new Date(body.birthAt) };

report("schema.parse", () => signUp.parse(body), byForm);
report("schema.parse, both check the day", () => signUp.parse(body), byDay);
report("schema.check", () => signUp.check(values), byForm);

function bare(formats: Record<string, Format>): (value: unknown) => boolean {
  return new Ajv2020({ formats }).compile(schema);
}

function report(name: string, run: () => unknown, validate: (value: unknown) => boolean): void {
  const ours: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    reference.push(rate(() => validate(body)));
    ours.push(rate(run));
  }
  const [mine, theirs] = [median(ours), median(reference)];
  const ratio = Math.round((mine / theirs) * 100) / 100;
  console.log(
    JSON.stringify({ name, unit: "ops/s", ours: mine, reference: theirs, ratio, bar: BAR }),
  );
}

function rate(run: () => unknown): number {
  const start = performance.now();
  for (let call = 0; call < CALLS; call++) run();
  return Math.round((CALLS / (performance.now() - start)) * 1000);
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function isDateTime(text: string): boolean {
  const [day = "", clock = "", ...rest] = text.split(/t|\s/i);
  return rest.length === 0 && isDay(day) && isClock(clock);
}

function isDay(text: string): boolean {
  const found = /^(\d\d\d\d)-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days =
    month === 2 && isLeapYear ? 29 : [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]!;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

function isClock(text: string): boolean {
  const found = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|([+-])(\d\d)(?::?(\d\d))?)$/i.exec(text);
  if (!found) return false;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [offsetHours, offsetMinutes] = [Number(found[6] ?? 0), Number(found[7] ?? 0)];
  return offsetHours <= 23 && offsetMinutes <= 59 && hour <= 23 && minute <= 59 && second < 60;
}
