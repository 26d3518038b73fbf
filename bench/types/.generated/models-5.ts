import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model49 } from "./models-4.ts";
import { Model60, Model61, Model62, Model63, Model64, Model65, Model66 } from "./models-6.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model50 extends model("model50", {
  title: text({ max: 200 }),
  field50: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model51, { onDelete: "cascade" }); },
  get parent() { return one(() => Model50).nullable(); },
  get posts() { return many(() => Model49, "author"); },
  get tags() { return many(() => Model57); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model51 extends model("model51", {
  title: text({ max: 200 }),
  field51: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model52, { onDelete: "cascade" }); },
  get parent() { return one(() => Model51).nullable(); },
  get posts() { return many(() => Model50, "author"); },
  get tags() { return many(() => Model58); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model52 extends model("model52", {
  title: text({ max: 200 }),
  field52: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model53, { onDelete: "cascade" }); },
  get parent() { return one(() => Model52).nullable(); },
  get posts() { return many(() => Model51, "author"); },
  get tags() { return many(() => Model59); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model53 extends model("model53", {
  title: text({ max: 200 }),
  field53: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model54, { onDelete: "cascade" }); },
  get parent() { return one(() => Model53).nullable(); },
  get posts() { return many(() => Model52, "author"); },
  get tags() { return many(() => Model60); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model54 extends model("model54", {
  title: text({ max: 200 }),
  field54: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model55, { onDelete: "cascade" }); },
  get parent() { return one(() => Model54).nullable(); },
  get posts() { return many(() => Model53, "author"); },
  get tags() { return many(() => Model61); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model55 extends model("model55", {
  title: text({ max: 200 }),
  field55: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model56, { onDelete: "cascade" }); },
  get parent() { return one(() => Model55).nullable(); },
  get posts() { return many(() => Model54, "author"); },
  get tags() { return many(() => Model62); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model56 extends model("model56", {
  title: text({ max: 200 }),
  field56: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model57, { onDelete: "cascade" }); },
  get parent() { return one(() => Model56).nullable(); },
  get posts() { return many(() => Model55, "author"); },
  get tags() { return many(() => Model63); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model57 extends model("model57", {
  title: text({ max: 200 }),
  field57: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model58, { onDelete: "cascade" }); },
  get parent() { return one(() => Model57).nullable(); },
  get posts() { return many(() => Model56, "author"); },
  get tags() { return many(() => Model64); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model58 extends model("model58", {
  title: text({ max: 200 }),
  field58: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model59, { onDelete: "cascade" }); },
  get parent() { return one(() => Model58).nullable(); },
  get posts() { return many(() => Model57, "author"); },
  get tags() { return many(() => Model65); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model59 extends model("model59", {
  title: text({ max: 200 }),
  field59: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model60, { onDelete: "cascade" }); },
  get parent() { return one(() => Model59).nullable(); },
  get posts() { return many(() => Model58, "author"); },
  get tags() { return many(() => Model66); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}