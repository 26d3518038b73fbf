import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model69 } from "./models-6.ts";
import { Model80, Model81, Model82, Model83, Model84, Model85, Model86 } from "./models-8.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model70 extends model("model70", {
  title: text({ max: 200 }),
  field70: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model71, { onDelete: "cascade" }); },
  get parent() { return one(() => Model70).nullable(); },
  get posts() { return many(() => Model69, "author"); },
  get tags() { return many(() => Model77); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model71 extends model("model71", {
  title: text({ max: 200 }),
  field71: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model72, { onDelete: "cascade" }); },
  get parent() { return one(() => Model71).nullable(); },
  get posts() { return many(() => Model70, "author"); },
  get tags() { return many(() => Model78); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model72 extends model("model72", {
  title: text({ max: 200 }),
  field72: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model73, { onDelete: "cascade" }); },
  get parent() { return one(() => Model72).nullable(); },
  get posts() { return many(() => Model71, "author"); },
  get tags() { return many(() => Model79); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model73 extends model("model73", {
  title: text({ max: 200 }),
  field73: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model74, { onDelete: "cascade" }); },
  get parent() { return one(() => Model73).nullable(); },
  get posts() { return many(() => Model72, "author"); },
  get tags() { return many(() => Model80); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model74 extends model("model74", {
  title: text({ max: 200 }),
  field74: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model75, { onDelete: "cascade" }); },
  get parent() { return one(() => Model74).nullable(); },
  get posts() { return many(() => Model73, "author"); },
  get tags() { return many(() => Model81); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model75 extends model("model75", {
  title: text({ max: 200 }),
  field75: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model76, { onDelete: "cascade" }); },
  get parent() { return one(() => Model75).nullable(); },
  get posts() { return many(() => Model74, "author"); },
  get tags() { return many(() => Model82); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model76 extends model("model76", {
  title: text({ max: 200 }),
  field76: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model77, { onDelete: "cascade" }); },
  get parent() { return one(() => Model76).nullable(); },
  get posts() { return many(() => Model75, "author"); },
  get tags() { return many(() => Model83); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model77 extends model("model77", {
  title: text({ max: 200 }),
  field77: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model78, { onDelete: "cascade" }); },
  get parent() { return one(() => Model77).nullable(); },
  get posts() { return many(() => Model76, "author"); },
  get tags() { return many(() => Model84); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model78 extends model("model78", {
  title: text({ max: 200 }),
  field78: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model79, { onDelete: "cascade" }); },
  get parent() { return one(() => Model78).nullable(); },
  get posts() { return many(() => Model77, "author"); },
  get tags() { return many(() => Model85); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model79 extends model("model79", {
  title: text({ max: 200 }),
  field79: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model80, { onDelete: "cascade" }); },
  get parent() { return one(() => Model79).nullable(); },
  get posts() { return many(() => Model78, "author"); },
  get tags() { return many(() => Model86); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}