import {
  bool,
  choice,
  createdAt,
  Database,
  type DatabaseOptions,
  datetime,
  decimal,
  int,
  json,
  list,
  many,
  model,
  one,
  slug,
  text,
  updatedAt,
  uuid,
  version,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import type { MakeDatabase } from "./dialects.ts";

/** People know each other, and are members of clubs. */
export class Person extends model("person", {
  name: text({ max: 80 }).unique(),
  get friends() {
    return many(() => Person, { through: "person_friends" });
  },
  get clubs() {
    return many(() => Club, { through: () => Membership });
  },
  get boss() {
    return one(() => Person, { onDelete: "restrict" }).nullable();
  },
  get staff() {
    return many(() => Person, "boss");
  },
}) {}

export class Club extends model("club", {
  name: text({ max: 80 }),
  get members() {
    return many(() => Person, { through: () => Membership });
  },
}) {}

export class Membership extends model("membership", {
  role: choice("member", "chair").default("member"),
  get person() {
    return one(() => Person, { onDelete: "cascade" }).primaryKey();
  },
  get club() {
    return one(() => Club, { onDelete: "cascade" }).primaryKey();
  },
}) {}

/** An order's items are nothing without it. */
export class Order extends model("order", {
  code: text({ max: 20 }).unique(),
  total: decimal({ precision: 12, scale: 2 }).default("0.00"),
  get items() {
    return many(() => Item, { by: "order", orphans: "delete" });
  },
  get notes() {
    return many(() => Note, "order");
  },
}) {}

export class Item extends model("item", {
  name: text({ max: 80 }),
  quantity: int().default(1),
  position: int().default(0),
  get order() {
    return one(() => Order, { onDelete: "cascade" });
  },
}) {
  static {
    this.unique(["order", "name"], { name: "item_once_in_order" });
    this.check("quantity_is_positive", { quantity: { gt: 0 } });
  }
}

export class Note extends model("note", {
  body: text(),
  get order() {
    return one(() => Order, { onDelete: "setNull" }).nullable();
  },
  get reviewed() {
    return one(() => Order, { onDelete: "setNull" }).nullable();
  },
}) {}

/** Locked optimistically, with a UUID for its key. */
export class Account extends model("account", {
  id: uuid().primaryKey(),
  owner: text({ max: 80 }),
  balance: decimal({ precision: 18, scale: 2 }).default("0.00"),
  isOpen: bool().default(true),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  version: version(),
}) {}

/** A model that derives a value and refuses rows before each save. */
export class Article extends model("article", {
  title: text({ max: 100 }),
  shout: text({ max: 100 }).default(""),
  slug: slug({ from: "title", max: 12 }),
  section: text({ max: 20 }).default("news"),
  meta: json<{ tags: string[] }>().default(() => ({ tags: [] })),
  words: list(text()).default([]),
  seenAt: datetime().nullable(),
}) {
  static {
    this.unique(["section", "slug"]);
  }

  override beforeSave(): void {
    if (this.title === "forbidden") throw new TypeError("This title is forbidden.");
    this.shout = this.title.toUpperCase();
    if (this.title === "tagged") this.meta.tags.push("by the hook");
  }
}

export const shopModels = [Person, Club, Membership, Order, Item, Note, Account, Article] as const;

/** A fresh database with the tables of the shop; its file or schema goes when the suite ends. */
export async function makeShop(
  make: MakeDatabase,
  options: Omit<DatabaseOptions, "models"> & { readonly parameters?: string } = {},
): Promise<Database> {
  const { driver } = await make(options.parameters);
  const { events } = options;
  const database = new Database(driver, { models: shopModels, ...(events && { events }) });
  await createAll(driver, database.tables.all);
  return database;
}
