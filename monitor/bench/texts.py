"""Lifelike Chinese posts made from templates with a pinned seed: the same run of posts everywhere, about no real person."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.item import Item

SEED = 20171108
_DISTRICTS = (
    "朝阳区",
    "南关区",
    "宽城区",
    "二道区",
    "绿园区",
    "双阳区",
    "九台区",
    "净月高新区",
    "汽开区",
    "经开区",
)
_FIRST = "松柏桦榆杏梨桃柳梧桐枫竹兰菊云霞晨星溪泉湖岭川原春秋和祥瑞安康宁福禄"
_SECOND = "涛园苑庭轩阁里居湾府岸屿台岗坡桥林畔洲谷"
_PLACES = ("小区", "家园", "新村", "花园", "公寓", "佳苑")
_SPANS = ("三天", "一个星期", "半个月", "一个多月", "两个月", "快半年", "一年多")
_ASKS = (
    "希望有关部门尽快处理。",
    "多次反映一直没有解决，请求尽快给个说法。",
    "打了好几次电话，来回推诿，到底谁来管？",
    "请问什么时候能解决？",
    "恳请领导过问此事，谢谢。",
    "附近居民意见很大，盼复。",
)
_EXTRAS = (
    "白天晚上都一样，老人孩子受不了。",
    "去年也出现过同样的情况，当时说是临时的。",
    "周围几栋楼的住户都遇到了同样的问题。",
    "物业说不归他们管，让找街道，街道又让找热线。",
    "我们已经在业主群里统计过，至少有四十多户受影响。",
    "现场拍了照片和视频，需要的话可以提供。",
    "天气越来越冷，再拖下去实在没法过。",
    "昨天又来了一拨人看了看，什么也没说就走了。",
    "上个月打过一次投诉电话，回复说已经转给相关单位，之后再没有下文。",
    "我家住三楼，平时窗户都不敢开，孩子写作业也静不下心来。",
    "当初买房的时候宣传得很好，住进来才发现根本不是那么回事。",
    "隔壁单元的邻居也去找过，得到的答复和我们一模一样。",
    "相关费用我们一直按时交，从来没有拖欠过，票据都保存着。",
    "有人说是历史遗留问题，可是总不能年年都用这一句话来应付居民。",
    "负责的工作人员态度还可以，就是每次都说要再研究研究、再等一等。",
    "前后跑了四趟窗口，每一次要的材料都不一样，实在是折腾人。",
    "附近还有一所小学和一个菜市场，早晚高峰来往的人特别多。",
    "网上能查到的规定写得清清楚楚，不明白为什么到了这里就执行不下去。",
)
_MATTERS: Mapping[str, Sequence[str]] = {
    "城乡建设": (
        "暖气不热，室内只有十四五度",
        "自来水发黄有异味",
        "路面坑洼积水，井盖破损",
        "违章建筑一直没有拆除",
        "交房延期，开发商不给说法",
    ),
    "环境保护": (
        "楼下烧烤店油烟直排",
        "工地夜间施工噪音扰民",
        "附近作坊排放刺鼻气味",
        "河道污水直排发臭",
        "垃圾露天焚烧",
    ),
    "交通运输": (
        "公交车间隔太长，经常等四五十分钟",
        "出租车拒载、不打表",
        "快递丢失，企业不予赔偿",
        "道路施工没有绕行指引",
        "网约车乱收费",
    ),
    "教育文体": (
        "学校强制购买教辅资料",
        "校外培训机构不退费",
        "孩子不能就近入学",
        "幼儿园乱收费",
        "教师待遇没有落实",
    ),
    "劳动和社会保障": (
        "工地拖欠三个月工资",
        "公司不缴纳社会保险",
        "退休金计算有误",
        "单位违法辞退不给补偿",
        "失业金迟迟不到账",
    ),
    "商贸旅游": (
        "电梯停运多日没有维修",
        "超市销售过期食品",
        "预付卡商家跑路不退款",
        "商品房广告虚假宣传",
        "景区强制消费",
    ),
    "卫生计生": (
        "医院乱收费，病历拿不到",
        "诊所无证行医",
        "社区医院没有常用药",
        "疫苗预约不上",
        "医生态度恶劣",
    ),
}
_CHATTER = (
    (
        "周末去净月潭拍了一组雪景",
        "零下二十度早起蹲日出，相机差点冻关机，出片率还不错，分享给大家，不喜勿喷。路线是从北门进去一直沿着湖边走，"
        "中间有一段木栈道结了冰要慢一点，到观景台差不多四十分钟。带了两块电池都不够用，下次一定多备几块，"
        "回来的路上在门口喝了一碗热汤，整个人才算缓过来，照片调色只加了一点点对比度。",
    ),
    (
        "新剧一口气看到半夜",
        "剧情节奏很快，男女主演技在线，配乐也好听，就是结局有点仓促，推荐二刷。前三集铺垫稍微慢一些，从第四集开始反转不断，"
        "几个配角的戏份也写得很有层次，台词不悬浮，服装和置景能看出来花了心思。弹幕里都在猜谁是幕后的人，"
        "我觉得线索其实早就给出来了，第二遍看会发现很多伏笔，打八分应该不过分。",
    ),
    (
        "主队加时绝杀",
        "最后三秒压哨三分，全场沸腾，嗓子都喊哑了，下一场接着冲。上半场一度落后十几分，替补上来以后防守强度一下子提起来了，"
        "篮板也抢得更积极，教练的两次暂停叫得非常及时。外援今天手感一般但是组织得很好，全场送出十二次助攻，"
        "散场的时候球迷还在看台上唱歌，回家的地铁里全是穿着主场球衣的人。",
    ),
    (
        "求推荐一款好用的加湿器",
        "卧室二十平米，预算三百以内，最好静音一点，用过的朋友给点意见。之前买过一个小的，水箱太小一晚上要起来加两次水，"
        "清洗也麻烦，用了不到一个冬天就闲置了。看测评说上加水的方便一些，也有人推荐蒸发式的，"
        "说是不会有白粉，就是滤网要定期更换，长期算下来不知道划不划算，想听听大家的真实体验。",
    ),
    (
        "手机新品发布",
        "新机采用新一代芯片，屏幕与影像系统升级，起售价与上一代持平，预售通道已经开启。机身比上一代轻了十几克，电池容量反而更大，"
        "快充功率也有所提升，官方给出的续航数据比较亮眼，实际表现还要等第一批用户的反馈。"
        "配色一共四款，其中两款采用了新的背板工艺，同步发布的还有耳机和手表，参数可以在官网查看。",
    ),
    (
        "股市午后震荡走高",
        "两市成交额较昨日放量，科技板块领涨，分析人士认为短期仍以结构性行情为主。盘面上，半导体、通信设备等方向表现活跃，"
        "消费和地产链有所回调，北向资金午后转为净流入。机构普遍认为，随着季报陆续披露，"
        "业绩确定性较强的公司更受青睐，投资者宜控制仓位、均衡配置，不宜盲目追高。",
    ),
)
_KINDS = {"hotline": 35, "mailbox": 10, "forum": 20, "social": 15, "local_media": 10, "portal": 10}
_CHATTER_SHARE = 0.3
_CHATTY = ("forum", "social", "portal")
_DISASTERS = (
    (
        "发生火灾",
        ("批发市场", "家具城", "纺织厂", "物流仓库", "塑料制品厂"),
        (
            "过火面积上千平方米，消防员正在清理余火",
            "浓烟从三楼窗口涌出，云梯车正在营救",
            "起火的是堆放的纸箱，明火已经扑灭",
        ),
    ),
    (
        "发生交通事故",
        ("立交桥", "收费站", "环岛", "高架桥", "隧道"),
        ("一辆客车与三辆货车相撞，道路双向封闭", "一辆渣土车侧翻压住两辆轿车", "旅游大巴冲出护栏坠入沟中"),
    ),
    (
        "发生燃气爆炸",
        ("老旧居民楼", "火锅店", "家属院", "棚户区", "美食城"),
        (
            "两个单元的门窗全部震碎，抢修人员已关闭阀门",
            "一层店铺被掀去门脸，周边已经断电",
            "气浪波及整条胡同，住户已经疏散",
        ),
    ),
    (
        "发生坍塌",
        ("在建工地", "地铁站施工现场", "旧厂房", "体育馆", "冷库"),
        (
            "脚手架整体倒下，吊车正在搬移钢管",
            "基坑一侧土方滑落，挖掘机正在清土",
            "屋面钢梁断裂，救援犬正在搜寻",
        ),
    ),
    (
        "发生食物中毒",
        ("职工食堂", "婚宴酒楼", "中学食堂", "养老院", "夏令营"),
        ("就餐者出现呕吐腹泻，疾控部门已封存食材", "怀疑与凉拌菜有关，后厨已经查封", "患者分送四家医院洗胃"),
    ),
    (
        "发生透水事故",
        ("煤矿", "铁矿", "石墨矿", "金矿", "油页岩矿"),
        (
            "井下水位仍在上涨，水泵正在全力排水",
            "采空区积水突然涌入巷道，井口已拉起警戒",
            "两条运输巷被淹，潜水员已经下井",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with the category that its template belongs to."""

    item: Item
    category: str


def posts(count: int, newest: datetime, *, seed: int = SEED) -> list[Labelled]:
    """Ordinary posts of about 200 characters, one a minute back from ``newest``; three in ten are idle talk."""
    made = list(_posts(random.Random(seed), count, newest))
    made.reverse()
    return made


def _posts(rng: random.Random, count: int, newest: datetime) -> Iterator[Labelled]:
    for number in range(count):
        category = rng.choice(tuple(_MATTERS))
        idle = rng.random() < _CHATTER_SHARE
        title, text = _chatter(rng) if idle else _complaint(rng, category)
        kind = rng.choice(_CHATTY) if idle else rng.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        item = Item(
            id=f"post-{number}",
            title=title,
            text=text,
            source=f"{kind}-{number % 20}",
            source_kind=kind,
            author=f"网友{rng.randint(1, 5000)}",
            published_at=newest - timedelta(minutes=number),
        )
        yield Labelled(item, category)


def _chatter(rng: random.Random) -> tuple[str, str]:
    title, text = rng.choice(_CHATTER)
    mark = "".join(rng.sample(_FIRST, 3))
    return f"{title}（{mark}）", f"{text}{mark}于{rng.choice(_SPANS)}前。"


def _complaint(rng: random.Random, category: str) -> tuple[str, str]:
    matter, place = rng.choice(_MATTERS[category]), _place(rng)
    extras = "".join(rng.sample(_EXTRAS, rng.randint(4, 8)))
    where = f"长春市{place}{rng.randint(1, 48)}号楼附近"
    return f"{place}{matter}", f"{where}{matter}，已经{rng.choice(_SPANS)}了。{extras}{rng.choice(_ASKS)}"


def _place(rng: random.Random) -> str:
    name = "".join(rng.sample(_FIRST, 2)) + rng.choice(_SECOND)
    return f"{rng.choice(_DISTRICTS)}{name}{rng.choice(_PLACES)}"


def disasters(count: int, at: datetime, *, seed: int = SEED) -> list[Item]:
    """Grave emergencies of several kinds at places of their own, so that each opens a case of its own."""
    rng = random.Random(seed)
    return [_disaster(rng, number, at) for number in range(count)]


def _disaster(rng: random.Random, number: int, at: datetime) -> Item:
    what, places, hows = _DISASTERS[number % len(_DISASTERS)]
    # Place, manner and district change at different paces, so that it is long before two look alike.
    turn = number // len(_DISASTERS)
    district, where = _DISTRICTS[turn % len(_DISTRICTS)], places[turn // len(_DISTRICTS) % len(places)]
    how = hows[turn % len(hows)]
    name = "".join(rng.sample(_FIRST, 3)) + rng.choice(_SECOND.replace("林", ""))  # no 柏林: that is abroad
    road = "".join(rng.sample(_FIRST, 2))
    deaths, hurt = 10 + number % 20, rng.randint(3, 60)
    return Item(
        id=f"disaster-{number}",
        title=f"{district}{name}{where}{what}",
        text=f"今日，长春市{district}{road}街道{name}{where}{what}，{how}，已造成{deaths}人死亡，{hurt}人受伤。",
        source=f"快讯{number}",
        source_kind="local_media",
        published_at=at,
    )
