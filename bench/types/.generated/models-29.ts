import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model289 } from "./models-28.ts";
import { Model300, Model301, Model302, Model303, Model304, Model305, Model306 } from "./models-30.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model290 extends model("model290", {
  title: text({ max: 200 }),
  field290: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model291, { onDelete: "cascade" }); },
  get parent() { return one(() => Model290).nullable(); },
  get posts() { return many(() => Model289, "author"); },
  get tags() { return many(() => Model297); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model291 extends model("model291", {
  title: text({ max: 200 }),
  field291: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model292, { onDelete: "cascade" }); },
  get parent() { return one(() => Model291).nullable(); },
  get posts() { return many(() => Model290, "author"); },
  get tags() { return many(() => Model298); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model292 extends model("model292", {
  title: text({ max: 200 }),
  field292: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model293, { onDelete: "cascade" }); },
  get parent() { return one(() => Model292).nullable(); },
  get posts() { return many(() => Model291, "author"); },
  get tags() { return many(() => Model299); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model293 extends model("model293", {
  title: text({ max: 200 }),
  field293: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model294, { onDelete: "cascade" }); },
  get parent() { return one(() => Model293).nullable(); },
  get posts() { return many(() => Model292, "author"); },
  get tags() { return many(() => Model300); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model294 extends model("model294", {
  title: text({ max: 200 }),
  field294: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model295, { onDelete: "cascade" }); },
  get parent() { return one(() => Model294).nullable(); },
  get posts() { return many(() => Model293, "author"); },
  get tags() { return many(() => Model301); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model295 extends model("model295", {
  title: text({ max: 200 }),
  field295: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model296, { onDelete: "cascade" }); },
  get parent() { return one(() => Model295).nullable(); },
  get posts() { return many(() => Model294, "author"); },
  get tags() { return many(() => Model302); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model296 extends model("model296", {
  title: text({ max: 200 }),
  field296: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model297, { onDelete: "cascade" }); },
  get parent() { return one(() => Model296).nullable(); },
  get posts() { return many(() => Model295, "author"); },
  get tags() { return many(() => Model303); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model297 extends model("model297", {
  title: text({ max: 200 }),
  field297: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model298, { onDelete: "cascade" }); },
  get parent() { return one(() => Model297).nullable(); },
  get posts() { return many(() => Model296, "author"); },
  get tags() { return many(() => Model304); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model298 extends model("model298", {
  title: text({ max: 200 }),
  field298: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model299, { onDelete: "cascade" }); },
  get parent() { return one(() => Model298).nullable(); },
  get posts() { return many(() => Model297, "author"); },
  get tags() { return many(() => Model305); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model299 extends model("model299", {
  title: text({ max: 200 }),
  field299: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model300, { onDelete: "cascade" }); },
  get parent() { return one(() => Model299).nullable(); },
  get posts() { return many(() => Model298, "author"); },
  get tags() { return many(() => Model306); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}