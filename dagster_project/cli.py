"""The ``fazhi`` command: its arguments, its exit codes, and which module does the work.

What belongs here: the command line. What does not: any work (``warehouse``), and any import of Dagster.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from dagster_project.messages import tell_error
from warehouse.errors import FazhiError
from warehouse.home import Home

EXIT_CODES = """\
exit codes / 退出码:
  0  done, or nothing new 完成或没有新内容      5  the audit could not be made 检查无法进行
  1  unexpected 意外错误                        6  overtaken by another run 被另一次运行抢先
  2  no such folder, wrong arguments 参数有误   7  no space on the disk 磁盘空间不足
  3  not one readable document 没有可读的文件   8  a correction no longer fits 更正条目已不适用
  4  the audit failed 检查未通过                9  the run took too long 运行超时
 10  contradictions in a draft 草稿有矛盾之处     11  the cluster gave up 集群未能完成抽取
 75  another run is at work 另一个运行正在进行
"""

# name, help, and the arguments of each subcommand: its function is dagster_project.commands.<name>.main
COMMANDS: tuple[tuple[str, str, tuple[tuple[tuple[str, ...], dict[str, object]], ...]], ...] = (
    (
        "run",
        "what the nightly job does, once · 运行一次夜间任务",
        (
            (("--reports",), {"metavar": "DIR", "help": "landing folder, else <home>/landing · 报告目录"}),
            (
                ("--engine",),
                {
                    "choices": ("pool", "spark"),
                    "help": "what reads new texts, else $FAZHI_ENGINE, else pool: this machine · 抽取引擎",
                },
            ),
        ),
    ),
    (
        "query",
        "ask the published warehouse in SQL · 用 SQL 查询",
        (
            (("sql",), {"metavar": "SQL", "nargs": "?", "help": "one statement, read-only · 一条只读语句"}),
            (("--question",), {"metavar": "NAME", "help": "a question by its name · 按名称提问"}),
            (("--questions",), {"action": "store_true", "help": "list them · 列出全部问题"}),
            (("--format",), {"choices": ("table", "csv", "json"), "default": "table"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "explain",
        "where a number comes from · 数字的出处",
        (
            (("place",), {"metavar": "PLACE", "help": "code or name · 代码或名称"}),
            (("year",), {"type": int, "metavar": "YEAR"}),
            (("metric",), {"metavar": "METRIC", "help": "such as fine_amount · 指标名"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "audit-sample",
        "mark a random sample right or wrong, and get its precision · 随机抽样核对",
        (
            (("--metric",), {"metavar": "METRIC", "help": "default: all metrics · 默认全部指标"}),
            (("--n",), {"type": int, "default": 100, "metavar": "N", "help": "how many · 抽取条数"}),
            (("--seed",), {"type": int, "default": 7, "metavar": "S", "help": "same seed, same draw · 种子"}),
            (("-o", "--output"), {"metavar": "FILE", "help": "the page, - for standard output · 页面"}),
            (("--read",), {"metavar": "MARKS", "help": "tell the precision of downloaded marks · 读取标注"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "export",
        "every published table as Parquet and CSV, with its dictionary · 导出全部数据表",
        (
            (("folder",), {"metavar": "DIR", "help": "new, empty, or an earlier export · 目标目录"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "panel",
        "some metrics, one row a place and year, for Stata, R, Python · 面板数据",
        (
            (("--metrics",), {"required": True, "metavar": "A,B", "help": "keys of dim_metric · 指标"}),
            (("--format",), {"choices": ("dta", "parquet", "csv"), "default": "dta"}),
            (("-o", "--output"), {"metavar": "FILE", "help": "- for standard output · 文件"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "table",
        "a county's towns by metrics, as .xlsx or .docx · 乡镇汇总表",
        (
            (("--parent",), {"required": True, "metavar": "CODE", "help": "code or name · 上级代码或名称"}),
            (("--year",), {"required": True, "type": int, "metavar": "Y", "help": "report year · 报告年度"}),
            (("--with-last-year",), {"action": "store_true", "help": "last year, change · 附上年与增减"}),
            (("--metrics",), {"metavar": "A,B", "help": "default: the main ones given · 默认主要指标"}),
            (("-o", "--output"), {"required": True, "metavar": "FILE", "help": ".xlsx or .docx"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "ddl",
        "the tables as statements for another database · 其他数据库的建表语句",
        ((("--dialect",), {"required": True, "choices": ("postgres", "doris", "duckdb")}),),
    ),
    ("versions", "what has been published · 已发布的版本", ()),
    (
        "verify",
        "read a whole version and compare it with its hashes · 校验版本",
        ((("number",), {"type": int, "nargs": "?", "metavar": "N", "help": "default: the current one"}),),
    ),
    (
        "rollback",
        "point back to an earlier version · 回退到较早的版本",
        ((("number",), {"type": int, "metavar": "N"}),),
    ),
    (
        "pin",
        "give a version a name and keep it for good · 命名并永久保留版本",
        ((("number",), {"type": int, "metavar": "N"}), (("name",), {"metavar": "NAME"})),
    ),
    (
        "status",
        "what is served, and from how many reports; who has not reported · 当前状态，应报未报",
        (
            (("--parent",), {"metavar": "CODE", "help": "below this place, by the roster · 上级代码"}),
            (("--year",), {"type": int, "metavar": "Y", "help": "on this year · 报告年度"}),
            (("--format",), {"choices": ("table", "csv", "json"), "default": "table"}),
        ),
    ),
    (
        "reports",
        "the documents that came in, and why some were refused · 文件清单",
        (
            (("--format",), {"choices": ("table", "csv", "json"), "default": "table"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "explain-report",
        "what a file would be taken for, and why; nothing is stored · 说明对一份文件的判断",
        (
            (("file",), {"metavar": "FILE", "help": "a report in any format · 报告文件"}),
            (("--format",), {"choices": ("table", "json"), "default": "table"}),
            (("--text",), {"action": "store_true", "help": "print its text alone · 只输出正文"}),
        ),
    ),
    (
        "diff",
        "what differs between two versions, or two editions of a report · 两个版本的不同",
        (
            (("versions",), {"nargs": "*", "metavar": "A B", "help": "numbers or pinned names · 版本"}),
            (("--report",), {"nargs": 2, "metavar": ("PLACE", "YEAR"), "help": "its editions · 报告的各版"}),
            (("--issuer",), {"metavar": "ID", "help": "another body of that place · 其他机关"}),
            (("--editions",), {"nargs": 2, "type": int, "metavar": ("N", "M"), "help": "else the last two"}),
            (("--format",), {"choices": ("table", "csv", "json"), "default": "table"}),
            (("--version",), {"type": int, "metavar": "N", "help": "an earlier version · 较早的版本"}),
        ),
    ),
    (
        "check",
        "a draft before it is published; nothing is stored · 发布前核对草稿",
        (
            (("file",), {"metavar": "DRAFT", "help": "a report in any format · 草稿文件"}),
            (("--last-year",), {"metavar": "FILE", "help": "else what the home published · 上年报告"}),
            (("--format",), {"choices": ("table", "json"), "default": "table"}),
            (("-o", "--output"), {"metavar": "FILE", "help": "a .docx with comments · 带批注的副本"}),
        ),
    ),
    (
        "review",
        "facts that a person should look at; accept, override or drop them · 人工复核",
        (
            (("action",), {"nargs": "?", "choices": ("accept", "override", "drop"), "help": "else list"}),
            (("id",), {"nargs": "?", "metavar": "ID", "help": "of a fact, or its beginning · 标识"}),
            (("value",), {"nargs": "?", "metavar": "VALUE", "help": "of an override · 更正值"}),
            (("--reason",), {"metavar": "WORDS", "help": "why, published · 理由，会公开"}),
            (("--by",), {"metavar": "WHO", "help": "a role or initials, published · 何人，会公开"}),
            (("--place",), {"metavar": "PLACE", "help": "and all below it · 地区及其下级"}),
            (("--year",), {"type": int, "metavar": "Y", "help": "report year · 报告年度"}),
            (("--limit",), {"type": int, "metavar": "N", "help": "how many, default 20 · 条数"}),
            (("--format",), {"choices": ("table", "json"), "default": "table"}),
        ),
    ),
    (
        "quality",
        "one page on checks, suites, findings and their sentences · 数据质量页",
        (
            (
                ("-o", "--output"),
                {"metavar": "FILE", "help": "else <home>/quality.html; - for standard output · 页面"},
            ),
        ),
    ),
    (
        "waive",
        "let a failed check pass for a time, on record and shown with the data · 限期豁免一项检查",
        (
            (("check",), {"nargs": "?", "metavar": "CHECK[:TABLE]", "help": "as the audit names it · 检查"}),
            (("--until",), {"metavar": "DATE", "help": "last day, Asia/Shanghai · 截止日期 YYYY-MM-DD"}),
            (("--by",), {"metavar": "WHO", "help": "published: a role or initials will do · 何人"}),
            (("--reason",), {"metavar": "WHY", "help": "published, too · 理由"}),
            (("--list",), {"action": "store_true", "help": "what is waived · 列出全部豁免"}),
        ),
    ),
    (
        "hold",
        "take one document out of what is published, or put it back · 暂扣一份文件",
        (
            (("document",), {"nargs": "?", "metavar": "DOCUMENT", "help": "sha256, prefix, file · 文件"}),
            (("--by",), {"metavar": "WHO", "help": "published: a role or initials will do · 何人"}),
            (("--reason",), {"metavar": "WHY", "help": "published, too · 理由"}),
            (("--release",), {"action": "store_true", "help": "put it back · 恢复采用"}),
            (("--list",), {"action": "store_true", "help": "what is held · 列出暂扣的文件"}),
        ),
    ),
    (
        "doctor",
        "look whether everything is in order · 自检",
        (
            (("--stale-after",), {"metavar": "26h", "help": "only: did a night succeed since? · 是否过期"}),
            (("--notify",), {"action": "store_true", "help": "tell people if it did not · 过期则提醒"}),
            (("--metrics",), {"metavar": "FILE", "help": "Prometheus text for a monitor · 监控指标文件"}),
            (("--try-alerts",), {"action": "store_true", "help": "send a trial alert · 试发一条提醒"}),
        ),
    ),
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="fazhi",
        description="法治政府建设年度报告数据仓库 · facts of rule-of-law government reports",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, meaning, arguments in COMMANDS:
        sub = subparsers.add_parser(
            name, help=meaning, description=meaning, epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        for flags, settings in arguments:
            sub.add_argument(*flags, **settings)  # type: ignore[arg-type]
        sub.add_argument("--home", metavar="DIR", help="warehouse home (default: $FAZHI_HOME, else ./data)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    arguments = build_parser().parse_args(argv)
    command = import_module(f"dagster_project.commands.{arguments.command.replace('-', '_')}")
    try:
        code: int = command.main(Home.at(arguments.home), arguments)
    except FazhiError as error:
        tell_error(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe (head) has seen enough: the flush at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def entry_point() -> NoReturn:
    """End the process with the exit code of :func:`main`."""
    sys.exit(main())


if __name__ == "__main__":
    entry_point()
