import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model19 } from "./models-1.ts";
import { Model30, Model31, Model32, Model33, Model34, Model35, Model36 } from "./models-3.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model20 extends model("model20", {
  title: text({ max: 200 }),
  field20: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model21, { onDelete: "cascade" }); },
  get parent() { return one(() => Model20).nullable(); },
  get posts() { return many(() => Model19, "author"); },
  get tags() { return many(() => Model27); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model21 extends model("model21", {
  title: text({ max: 200 }),
  field21: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model22, { onDelete: "cascade" }); },
  get parent() { return one(() => Model21).nullable(); },
  get posts() { return many(() => Model20, "author"); },
  get tags() { return many(() => Model28); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model22 extends model("model22", {
  title: text({ max: 200 }),
  field22: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model23, { onDelete: "cascade" }); },
  get parent() { return one(() => Model22).nullable(); },
  get posts() { return many(() => Model21, "author"); },
  get tags() { return many(() => Model29); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model23 extends model("model23", {
  title: text({ max: 200 }),
  field23: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model24, { onDelete: "cascade" }); },
  get parent() { return one(() => Model23).nullable(); },
  get posts() { return many(() => Model22, "author"); },
  get tags() { return many(() => Model30); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model24 extends model("model24", {
  title: text({ max: 200 }),
  field24: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model25, { onDelete: "cascade" }); },
  get parent() { return one(() => Model24).nullable(); },
  get posts() { return many(() => Model23, "author"); },
  get tags() { return many(() => Model31); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model25 extends model("model25", {
  title: text({ max: 200 }),
  field25: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model26, { onDelete: "cascade" }); },
  get parent() { return one(() => Model25).nullable(); },
  get posts() { return many(() => Model24, "author"); },
  get tags() { return many(() => Model32); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model26 extends model("model26", {
  title: text({ max: 200 }),
  field26: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model27, { onDelete: "cascade" }); },
  get parent() { return one(() => Model26).nullable(); },
  get posts() { return many(() => Model25, "author"); },
  get tags() { return many(() => Model33); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model27 extends model("model27", {
  title: text({ max: 200 }),
  field27: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model28, { onDelete: "cascade" }); },
  get parent() { return one(() => Model27).nullable(); },
  get posts() { return many(() => Model26, "author"); },
  get tags() { return many(() => Model34); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model28 extends model("model28", {
  title: text({ max: 200 }),
  field28: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model29, { onDelete: "cascade" }); },
  get parent() { return one(() => Model28).nullable(); },
  get posts() { return many(() => Model27, "author"); },
  get tags() { return many(() => Model35); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model29 extends model("model29", {
  title: text({ max: 200 }),
  field29: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model30, { onDelete: "cascade" }); },
  get parent() { return one(() => Model29).nullable(); },
  get posts() { return many(() => Model28, "author"); },
  get tags() { return many(() => Model36); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}