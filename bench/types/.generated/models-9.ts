import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model89 } from "./models-8.ts";
import { Model100, Model101, Model102, Model103, Model104, Model105, Model106 } from "./models-10.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model90 extends model("model90", {
  title: text({ max: 200 }),
  field90: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model91, { onDelete: "cascade" }); },
  get parent() { return one(() => Model90).nullable(); },
  get posts() { return many(() => Model89, "author"); },
  get tags() { return many(() => Model97); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model91 extends model("model91", {
  title: text({ max: 200 }),
  field91: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model92, { onDelete: "cascade" }); },
  get parent() { return one(() => Model91).nullable(); },
  get posts() { return many(() => Model90, "author"); },
  get tags() { return many(() => Model98); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model92 extends model("model92", {
  title: text({ max: 200 }),
  field92: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model93, { onDelete: "cascade" }); },
  get parent() { return one(() => Model92).nullable(); },
  get posts() { return many(() => Model91, "author"); },
  get tags() { return many(() => Model99); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model93 extends model("model93", {
  title: text({ max: 200 }),
  field93: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model94, { onDelete: "cascade" }); },
  get parent() { return one(() => Model93).nullable(); },
  get posts() { return many(() => Model92, "author"); },
  get tags() { return many(() => Model100); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model94 extends model("model94", {
  title: text({ max: 200 }),
  field94: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model95, { onDelete: "cascade" }); },
  get parent() { return one(() => Model94).nullable(); },
  get posts() { return many(() => Model93, "author"); },
  get tags() { return many(() => Model101); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model95 extends model("model95", {
  title: text({ max: 200 }),
  field95: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model96, { onDelete: "cascade" }); },
  get parent() { return one(() => Model95).nullable(); },
  get posts() { return many(() => Model94, "author"); },
  get tags() { return many(() => Model102); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model96 extends model("model96", {
  title: text({ max: 200 }),
  field96: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model97, { onDelete: "cascade" }); },
  get parent() { return one(() => Model96).nullable(); },
  get posts() { return many(() => Model95, "author"); },
  get tags() { return many(() => Model103); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model97 extends model("model97", {
  title: text({ max: 200 }),
  field97: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model98, { onDelete: "cascade" }); },
  get parent() { return one(() => Model97).nullable(); },
  get posts() { return many(() => Model96, "author"); },
  get tags() { return many(() => Model104); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model98 extends model("model98", {
  title: text({ max: 200 }),
  field98: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model99, { onDelete: "cascade" }); },
  get parent() { return one(() => Model98).nullable(); },
  get posts() { return many(() => Model97, "author"); },
  get tags() { return many(() => Model105); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model99 extends model("model99", {
  title: text({ max: 200 }),
  field99: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model100, { onDelete: "cascade" }); },
  get parent() { return one(() => Model99).nullable(); },
  get posts() { return many(() => Model98, "author"); },
  get tags() { return many(() => Model106); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}