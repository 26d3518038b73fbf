import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model259 } from "./models-25.ts";
import { Model270, Model271, Model272, Model273, Model274, Model275, Model276 } from "./models-27.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model260 extends model("model260", {
  title: text({ max: 200 }),
  field260: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model261, { onDelete: "cascade" }); },
  get parent() { return one(() => Model260).nullable(); },
  get posts() { return many(() => Model259, "author"); },
  get tags() { return many(() => Model267); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model261 extends model("model261", {
  title: text({ max: 200 }),
  field261: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model262, { onDelete: "cascade" }); },
  get parent() { return one(() => Model261).nullable(); },
  get posts() { return many(() => Model260, "author"); },
  get tags() { return many(() => Model268); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model262 extends model("model262", {
  title: text({ max: 200 }),
  field262: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model263, { onDelete: "cascade" }); },
  get parent() { return one(() => Model262).nullable(); },
  get posts() { return many(() => Model261, "author"); },
  get tags() { return many(() => Model269); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model263 extends model("model263", {
  title: text({ max: 200 }),
  field263: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model264, { onDelete: "cascade" }); },
  get parent() { return one(() => Model263).nullable(); },
  get posts() { return many(() => Model262, "author"); },
  get tags() { return many(() => Model270); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model264 extends model("model264", {
  title: text({ max: 200 }),
  field264: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model265, { onDelete: "cascade" }); },
  get parent() { return one(() => Model264).nullable(); },
  get posts() { return many(() => Model263, "author"); },
  get tags() { return many(() => Model271); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model265 extends model("model265", {
  title: text({ max: 200 }),
  field265: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model266, { onDelete: "cascade" }); },
  get parent() { return one(() => Model265).nullable(); },
  get posts() { return many(() => Model264, "author"); },
  get tags() { return many(() => Model272); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model266 extends model("model266", {
  title: text({ max: 200 }),
  field266: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model267, { onDelete: "cascade" }); },
  get parent() { return one(() => Model266).nullable(); },
  get posts() { return many(() => Model265, "author"); },
  get tags() { return many(() => Model273); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model267 extends model("model267", {
  title: text({ max: 200 }),
  field267: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model268, { onDelete: "cascade" }); },
  get parent() { return one(() => Model267).nullable(); },
  get posts() { return many(() => Model266, "author"); },
  get tags() { return many(() => Model274); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model268 extends model("model268", {
  title: text({ max: 200 }),
  field268: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model269, { onDelete: "cascade" }); },
  get parent() { return one(() => Model268).nullable(); },
  get posts() { return many(() => Model267, "author"); },
  get tags() { return many(() => Model275); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model269 extends model("model269", {
  title: text({ max: 200 }),
  field269: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model270, { onDelete: "cascade" }); },
  get parent() { return one(() => Model269).nullable(); },
  get posts() { return many(() => Model268, "author"); },
  get tags() { return many(() => Model276); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}