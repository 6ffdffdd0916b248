namespace Mingchu.SampleCity;

/// <summary>Invented names. No place, business or person of this kind is meant; the city is called 明海 and does not exist.</summary>
internal static class CityWords
{
    public static readonly (string Path, string Name) City = ("minghai", "明海市");

    public static readonly (string Path, string Name)[] Counties =
    [
        ("qingxi", "青溪区"), ("yunpu", "云浦区"), ("shiwan", "石湾区"), ("dongyu", "东屿区"), ("nanbu", "南埠县"), ("beidu", "北渡县"), ("shayuan", "沙园县"), ("zhuling", "竹岭县"),
    ];

    // Joined in pairs: 龙 + 山 is 龙山, longshan.
    public static readonly (string Path, string Name)[] First =
    [
        ("long", "龙"), ("feng", "凤"), ("bai", "白"), ("qing", "青"), ("shi", "石"), ("yun", "云"), ("jin", "金"), ("yu", "玉"), ("xi", "溪"), ("lin", "林"), ("hua", "花"), ("song", "松"),
    ];

    public static readonly (string Path, string Name)[] Second =
    [
        ("shan", "山"), ("qiao", "桥"), ("wan", "湾"), ("tang", "塘"), ("ping", "坪"), ("ling", "岭"), ("pu", "浦"), ("dun", "墩"), ("cun", "村"), ("keng", "坑"), ("men", "门"), ("yang", "洋"),
    ];

    public static readonly string[] Surnames =
    [
        "陈", "林", "黄", "张", "吴", "李", "王", "郑", "刘", "杨", "蔡", "许", "郭", "谢", "周", "徐", "何", "苏", "叶", "方", "余", "朱", "邱", "曾", "赖", "潘", "江", "卓", "程", "翁",
    ];

    public static readonly string[] GivenNames =
    [
        "建国", "志强", "秀英", "丽华", "美玲", "国庆", "海燕", "晓东", "文斌", "雪梅", "春生", "金凤", "伟", "敏", "芳", "磊", "静", "勇", "婷", "超", "慧", "杰", "娜", "军", "琳", "鹏", "燕", "明", "霞", "辉",
    ];

    public static readonly string[] Streets = ["解放路", "建设街", "文献路", "学园路", "八二一街", "荔园路", "滨溪路", "工业路", "市场巷", "码头路", "迎宾大道", "胜利街", "东大路", "西门街"];

    public static readonly string[] ShopNames =
    [
        "阿明", "老王", "溪边", "好味", "福满", "小林", "海港", "荔枝", "三妹", "金牌", "百姓", "四季", "大碗", "老街", "同心", "聚友", "鲜又鲜", "一品", "阿婆", "喜来", "南门", "湾里", "一家", "旺旺",
    ];

    public static readonly string[] CateringTypes = ["酒楼", "饭店", "海鲜馆", "火锅店", "烧烤店", "湘菜馆", "川菜馆", "茶餐厅", "私房菜", "西餐厅"];

    public static readonly string[] EateryTypes = ["面馆", "沙茶面店", "卤味店", "快餐店", "奶茶店", "扁食店", "炸鸡店", "麻辣烫", "饺子馆", "早点铺", "煲仔饭", "米粉店"];

    public static readonly (string Id, string Name)[] Platforms = [("kuaidao", "快到外卖"), ("linlida", "邻里达"), ("dawan", "大碗到家")];

    /// <summary>Dishes that a licence for hot meals allows.</summary>
    public static readonly string[] Dishes = ["红烧肉盖饭", "番茄炒蛋", "牛肉面", "酸辣汤", "皮蛋瘦肉粥", "扬州炒饭", "排骨米饭", "青椒炒肉", "烧烤拼盘", "砂锅粥", "鱼头汤", "炒米粉"];

    /// <summary>Dishes that it does not.</summary>
    public static readonly string[] RawDishes = ["三文鱼刺身", "寿司拼盘", "生腌血蛤"];

    public static readonly string[] NoticeFacts = ["商户后厨脏乱差，多次未整改", "公示的许可证与实际经营者不符", "线上菜品超出许可的经营项目", "监测发现从业人员未戴口罩，经提醒仍未改正", "消费者多次投诉吃出异物"];

    public const string NoticeBasis = "《网络餐饮服务食品安全监督管理办法》第十七条";

    public const string NoticeDemand = "核实并督促处置，书面反馈结果";

    public static readonly string[] PlatformAnswers = ["已约谈商户并督促整改，现场照片附后", "已下架相关菜品，商户完成整改", "已核验证照，更新公示信息", "已暂停商户接单，复查合格后申请恢复"];

    /// <summary>What was seen, by groups of the hazard list, as people hand it in.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Seen = new Dictionary<string, string[]>
    {
        ["staff"] = ["厨师未戴帽子，口罩拉到下巴", "两名从业人员未穿工作服在后厨操作", "备餐间人员未戴口罩"],
        ["pests"] = ["仓库墙角发现老鼠屎", "操作台下有蟑螂", "后门敞开，苍蝇较多"],
        ["dirty"] = ["地面有积水和菜叶", "垃圾桶未加盖，已满", "食材直接放在地上", "脏餐具堆在水池里"],
        ["safety"] = ["灶台无人看管，火未关", "排烟管有明火痕迹"],
        ["trade"] = ["许可证未公示", "超范围经营凉菜", "平台公示地址与实际不符"],
        [""] = ["顾客反映吃出异物", "现场卫生较差，请查处"],
    };

    public static readonly string[] PutRight = ["已清理干净，现场照片已上传", "已重新培训并更换口罩帽子", "垃圾桶已加盖，安排专人检查", "已请有害生物防治公司处理"];

    public static readonly string[] Looked = ["现场复核，已整改到位", "抽看视频，未再出现", "已按要求整改", "复查合格"];

    public static readonly string[] NotYet = ["仍有积水，限期再改", "复核时仍有人未戴口罩"];

    public static readonly string[] Notes = ["已电话告知负责人", "节后再看一次", "与前次同一问题", "店主态度配合"];
}
