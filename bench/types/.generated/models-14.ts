import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model139 } from "./models-13.ts";
import { Model150, Model151, Model152, Model153, Model154, Model155, Model156 } from "./models-15.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model140 extends model("model140", {
  title: text({ max: 200 }),
  field140: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model141, { onDelete: "cascade" }); },
  get parent() { return one(() => Model140).nullable(); },
  get posts() { return many(() => Model139, "author"); },
  get tags() { return many(() => Model147); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model141 extends model("model141", {
  title: text({ max: 200 }),
  field141: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model142, { onDelete: "cascade" }); },
  get parent() { return one(() => Model141).nullable(); },
  get posts() { return many(() => Model140, "author"); },
  get tags() { return many(() => Model148); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model142 extends model("model142", {
  title: text({ max: 200 }),
  field142: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model143, { onDelete: "cascade" }); },
  get parent() { return one(() => Model142).nullable(); },
  get posts() { return many(() => Model141, "author"); },
  get tags() { return many(() => Model149); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model143 extends model("model143", {
  title: text({ max: 200 }),
  field143: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model144, { onDelete: "cascade" }); },
  get parent() { return one(() => Model143).nullable(); },
  get posts() { return many(() => Model142, "author"); },
  get tags() { return many(() => Model150); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model144 extends model("model144", {
  title: text({ max: 200 }),
  field144: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model145, { onDelete: "cascade" }); },
  get parent() { return one(() => Model144).nullable(); },
  get posts() { return many(() => Model143, "author"); },
  get tags() { return many(() => Model151); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model145 extends model("model145", {
  title: text({ max: 200 }),
  field145: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model146, { onDelete: "cascade" }); },
  get parent() { return one(() => Model145).nullable(); },
  get posts() { return many(() => Model144, "author"); },
  get tags() { return many(() => Model152); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model146 extends model("model146", {
  title: text({ max: 200 }),
  field146: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model147, { onDelete: "cascade" }); },
  get parent() { return one(() => Model146).nullable(); },
  get posts() { return many(() => Model145, "author"); },
  get tags() { return many(() => Model153); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model147 extends model("model147", {
  title: text({ max: 200 }),
  field147: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model148, { onDelete: "cascade" }); },
  get parent() { return one(() => Model147).nullable(); },
  get posts() { return many(() => Model146, "author"); },
  get tags() { return many(() => Model154); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model148 extends model("model148", {
  title: text({ max: 200 }),
  field148: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model149, { onDelete: "cascade" }); },
  get parent() { return one(() => Model148).nullable(); },
  get posts() { return many(() => Model147, "author"); },
  get tags() { return many(() => Model155); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model149 extends model("model149", {
  title: text({ max: 200 }),
  field149: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model150, { onDelete: "cascade" }); },
  get parent() { return one(() => Model149).nullable(); },
  get posts() { return many(() => Model148, "author"); },
  get tags() { return many(() => Model156); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}