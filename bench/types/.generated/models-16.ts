import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model159 } from "./models-15.ts";
import { Model170, Model171, Model172, Model173, Model174, Model175, Model176 } from "./models-17.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model160 extends model("model160", {
  title: text({ max: 200 }),
  field160: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model161, { onDelete: "cascade" }); },
  get parent() { return one(() => Model160).nullable(); },
  get posts() { return many(() => Model159, "author"); },
  get tags() { return many(() => Model167); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model161 extends model("model161", {
  title: text({ max: 200 }),
  field161: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model162, { onDelete: "cascade" }); },
  get parent() { return one(() => Model161).nullable(); },
  get posts() { return many(() => Model160, "author"); },
  get tags() { return many(() => Model168); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model162 extends model("model162", {
  title: text({ max: 200 }),
  field162: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model163, { onDelete: "cascade" }); },
  get parent() { return one(() => Model162).nullable(); },
  get posts() { return many(() => Model161, "author"); },
  get tags() { return many(() => Model169); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model163 extends model("model163", {
  title: text({ max: 200 }),
  field163: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model164, { onDelete: "cascade" }); },
  get parent() { return one(() => Model163).nullable(); },
  get posts() { return many(() => Model162, "author"); },
  get tags() { return many(() => Model170); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model164 extends model("model164", {
  title: text({ max: 200 }),
  field164: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model165, { onDelete: "cascade" }); },
  get parent() { return one(() => Model164).nullable(); },
  get posts() { return many(() => Model163, "author"); },
  get tags() { return many(() => Model171); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model165 extends model("model165", {
  title: text({ max: 200 }),
  field165: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model166, { onDelete: "cascade" }); },
  get parent() { return one(() => Model165).nullable(); },
  get posts() { return many(() => Model164, "author"); },
  get tags() { return many(() => Model172); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model166 extends model("model166", {
  title: text({ max: 200 }),
  field166: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model167, { onDelete: "cascade" }); },
  get parent() { return one(() => Model166).nullable(); },
  get posts() { return many(() => Model165, "author"); },
  get tags() { return many(() => Model173); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model167 extends model("model167", {
  title: text({ max: 200 }),
  field167: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model168, { onDelete: "cascade" }); },
  get parent() { return one(() => Model167).nullable(); },
  get posts() { return many(() => Model166, "author"); },
  get tags() { return many(() => Model174); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model168 extends model("model168", {
  title: text({ max: 200 }),
  field168: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model169, { onDelete: "cascade" }); },
  get parent() { return one(() => Model168).nullable(); },
  get posts() { return many(() => Model167, "author"); },
  get tags() { return many(() => Model175); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model169 extends model("model169", {
  title: text({ max: 200 }),
  field169: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model170, { onDelete: "cascade" }); },
  get parent() { return one(() => Model169).nullable(); },
  get posts() { return many(() => Model168, "author"); },
  get tags() { return many(() => Model176); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}