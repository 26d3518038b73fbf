import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model79 } from "./models-7.ts";
import { Model90, Model91, Model92, Model93, Model94, Model95, Model96 } from "./models-9.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model80 extends model("model80", {
  title: text({ max: 200 }),
  field80: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model81, { onDelete: "cascade" }); },
  get parent() { return one(() => Model80).nullable(); },
  get posts() { return many(() => Model79, "author"); },
  get tags() { return many(() => Model87); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model81 extends model("model81", {
  title: text({ max: 200 }),
  field81: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model82, { onDelete: "cascade" }); },
  get parent() { return one(() => Model81).nullable(); },
  get posts() { return many(() => Model80, "author"); },
  get tags() { return many(() => Model88); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model82 extends model("model82", {
  title: text({ max: 200 }),
  field82: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model83, { onDelete: "cascade" }); },
  get parent() { return one(() => Model82).nullable(); },
  get posts() { return many(() => Model81, "author"); },
  get tags() { return many(() => Model89); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model83 extends model("model83", {
  title: text({ max: 200 }),
  field83: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model84, { onDelete: "cascade" }); },
  get parent() { return one(() => Model83).nullable(); },
  get posts() { return many(() => Model82, "author"); },
  get tags() { return many(() => Model90); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model84 extends model("model84", {
  title: text({ max: 200 }),
  field84: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model85, { onDelete: "cascade" }); },
  get parent() { return one(() => Model84).nullable(); },
  get posts() { return many(() => Model83, "author"); },
  get tags() { return many(() => Model91); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model85 extends model("model85", {
  title: text({ max: 200 }),
  field85: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model86, { onDelete: "cascade" }); },
  get parent() { return one(() => Model85).nullable(); },
  get posts() { return many(() => Model84, "author"); },
  get tags() { return many(() => Model92); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model86 extends model("model86", {
  title: text({ max: 200 }),
  field86: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model87, { onDelete: "cascade" }); },
  get parent() { return one(() => Model86).nullable(); },
  get posts() { return many(() => Model85, "author"); },
  get tags() { return many(() => Model93); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model87 extends model("model87", {
  title: text({ max: 200 }),
  field87: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model88, { onDelete: "cascade" }); },
  get parent() { return one(() => Model87).nullable(); },
  get posts() { return many(() => Model86, "author"); },
  get tags() { return many(() => Model94); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model88 extends model("model88", {
  title: text({ max: 200 }),
  field88: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model89, { onDelete: "cascade" }); },
  get parent() { return one(() => Model88).nullable(); },
  get posts() { return many(() => Model87, "author"); },
  get tags() { return many(() => Model95); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model89 extends model("model89", {
  title: text({ max: 200 }),
  field89: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model90, { onDelete: "cascade" }); },
  get parent() { return one(() => Model89).nullable(); },
  get posts() { return many(() => Model88, "author"); },
  get tags() { return many(() => Model96); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}