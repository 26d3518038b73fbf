// What inference promises of keys; checked by tsc, never run.
import { type Insert, type Key, model, one, text, uuid } from "quintet/db";
import { Post } from "../db/blog-models.ts";
import { Account, Membership } from "../db/shop-models.ts";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

class Country extends model("country", {
  code: text({ max: 2 }).primaryKey().column("iso"),
  name: text(),
}) {}
class Capital extends model("capital", {
  name: text(),
  get country() {
    return one(() => Country).unique();
  },
}) {}

same<Key<(typeof Post)["fields"]>, number>();
same<Key<(typeof Account)["fields"]>, string>();
same<Key<(typeof Country)["fields"]>, string>();
const membership: Key<(typeof Membership)["fields"]> = { personId: 1, clubId: 2 };
void membership;

const country = await Country.create({ code: "SE", name: "Sweden" });
same<typeof country.code, string>();
same<typeof country.id, undefined>();
// @ts-expect-error it has a key of its own
await Country.create({ id: 1, code: "SE", name: "Sweden" });
await Country.get("SE");
// @ts-expect-error its key is a text
await Country.get(1);

const capital = await Capital.create({ name: "Stockholm", country });
await Capital.create({ name: "Stockholm", country: "SE" });
same<typeof capital.countryId, string>();
// @ts-expect-error its key is a text
await Capital.create({ name: "Stockholm", country: 1 });

const member = await Membership.create({ person: 1, club: { id: 2 } });
same<typeof member.personId, number>();
same<typeof member.id, undefined>();
await Membership.all().find({ personId: 1, clubId: 2 });
// @ts-expect-error its key has two columns
await Membership.all().find(1);

class Device extends model("device", { id: uuid().primaryKey(), name: text() }) {}
const device: Insert<(typeof Device)["fields"]> = { name: "a" };
void device;
