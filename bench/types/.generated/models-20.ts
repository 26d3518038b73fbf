import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model199 } from "./models-19.ts";
import { Model210, Model211, Model212, Model213, Model214, Model215, Model216 } from "./models-21.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model200 extends model("model200", {
  title: text({ max: 200 }),
  field200: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model201, { onDelete: "cascade" }); },
  get parent() { return one(() => Model200).nullable(); },
  get posts() { return many(() => Model199, "author"); },
  get tags() { return many(() => Model207); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model201 extends model("model201", {
  title: text({ max: 200 }),
  field201: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model202, { onDelete: "cascade" }); },
  get parent() { return one(() => Model201).nullable(); },
  get posts() { return many(() => Model200, "author"); },
  get tags() { return many(() => Model208); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model202 extends model("model202", {
  title: text({ max: 200 }),
  field202: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model203, { onDelete: "cascade" }); },
  get parent() { return one(() => Model202).nullable(); },
  get posts() { return many(() => Model201, "author"); },
  get tags() { return many(() => Model209); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model203 extends model("model203", {
  title: text({ max: 200 }),
  field203: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model204, { onDelete: "cascade" }); },
  get parent() { return one(() => Model203).nullable(); },
  get posts() { return many(() => Model202, "author"); },
  get tags() { return many(() => Model210); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model204 extends model("model204", {
  title: text({ max: 200 }),
  field204: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model205, { onDelete: "cascade" }); },
  get parent() { return one(() => Model204).nullable(); },
  get posts() { return many(() => Model203, "author"); },
  get tags() { return many(() => Model211); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model205 extends model("model205", {
  title: text({ max: 200 }),
  field205: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model206, { onDelete: "cascade" }); },
  get parent() { return one(() => Model205).nullable(); },
  get posts() { return many(() => Model204, "author"); },
  get tags() { return many(() => Model212); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model206 extends model("model206", {
  title: text({ max: 200 }),
  field206: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model207, { onDelete: "cascade" }); },
  get parent() { return one(() => Model206).nullable(); },
  get posts() { return many(() => Model205, "author"); },
  get tags() { return many(() => Model213); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model207 extends model("model207", {
  title: text({ max: 200 }),
  field207: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model208, { onDelete: "cascade" }); },
  get parent() { return one(() => Model207).nullable(); },
  get posts() { return many(() => Model206, "author"); },
  get tags() { return many(() => Model214); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model208 extends model("model208", {
  title: text({ max: 200 }),
  field208: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model209, { onDelete: "cascade" }); },
  get parent() { return one(() => Model208).nullable(); },
  get posts() { return many(() => Model207, "author"); },
  get tags() { return many(() => Model215); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model209 extends model("model209", {
  title: text({ max: 200 }),
  field209: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model210, { onDelete: "cascade" }); },
  get parent() { return one(() => Model209).nullable(); },
  get posts() { return many(() => Model208, "author"); },
  get tags() { return many(() => Model216); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}