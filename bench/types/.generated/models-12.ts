import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model119 } from "./models-11.ts";
import { Model130, Model131, Model132, Model133, Model134, Model135, Model136 } from "./models-13.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model120 extends model("model120", {
  title: text({ max: 200 }),
  field120: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model121, { onDelete: "cascade" }); },
  get parent() { return one(() => Model120).nullable(); },
  get posts() { return many(() => Model119, "author"); },
  get tags() { return many(() => Model127); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model121 extends model("model121", {
  title: text({ max: 200 }),
  field121: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model122, { onDelete: "cascade" }); },
  get parent() { return one(() => Model121).nullable(); },
  get posts() { return many(() => Model120, "author"); },
  get tags() { return many(() => Model128); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model122 extends model("model122", {
  title: text({ max: 200 }),
  field122: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model123, { onDelete: "cascade" }); },
  get parent() { return one(() => Model122).nullable(); },
  get posts() { return many(() => Model121, "author"); },
  get tags() { return many(() => Model129); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model123 extends model("model123", {
  title: text({ max: 200 }),
  field123: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model124, { onDelete: "cascade" }); },
  get parent() { return one(() => Model123).nullable(); },
  get posts() { return many(() => Model122, "author"); },
  get tags() { return many(() => Model130); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model124 extends model("model124", {
  title: text({ max: 200 }),
  field124: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model125, { onDelete: "cascade" }); },
  get parent() { return one(() => Model124).nullable(); },
  get posts() { return many(() => Model123, "author"); },
  get tags() { return many(() => Model131); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model125 extends model("model125", {
  title: text({ max: 200 }),
  field125: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model126, { onDelete: "cascade" }); },
  get parent() { return one(() => Model125).nullable(); },
  get posts() { return many(() => Model124, "author"); },
  get tags() { return many(() => Model132); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model126 extends model("model126", {
  title: text({ max: 200 }),
  field126: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model127, { onDelete: "cascade" }); },
  get parent() { return one(() => Model126).nullable(); },
  get posts() { return many(() => Model125, "author"); },
  get tags() { return many(() => Model133); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model127 extends model("model127", {
  title: text({ max: 200 }),
  field127: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model128, { onDelete: "cascade" }); },
  get parent() { return one(() => Model127).nullable(); },
  get posts() { return many(() => Model126, "author"); },
  get tags() { return many(() => Model134); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model128 extends model("model128", {
  title: text({ max: 200 }),
  field128: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model129, { onDelete: "cascade" }); },
  get parent() { return one(() => Model128).nullable(); },
  get posts() { return many(() => Model127, "author"); },
  get tags() { return many(() => Model135); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model129 extends model("model129", {
  title: text({ max: 200 }),
  field129: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model130, { onDelete: "cascade" }); },
  get parent() { return one(() => Model129).nullable(); },
  get posts() { return many(() => Model128, "author"); },
  get tags() { return many(() => Model136); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}