namespace Mingchu.Edge.Core.Rules;

public abstract partial record Condition
{
    // "Own uniform or not" is more exact than "work clothes or not": where a kitchen enrolled its uniform, that decides.
    private static readonly Sign[] NotInUniform = [new("uniform", "uniform", "other"), new("clothes", "clothes", "street")];

    /// <summary>
    /// Every condition the product knows, one per hazard. A new hazard of a known kind is one line here and one in the hazard list.
    /// Distances are in sizes of the head or hand they are measured from; a head is about 0.23 m high.
    /// </summary>
    public static IReadOnlyList<Condition> All { get; } =
    [
        new AttributeIs("no-cap", Classes.Head, [new("attributes", "cap", "none")]),
        new AttributeIs("no-mask", Classes.Head, [new("attributes", "mask", "none")]),
        new AttributeIs("mask-worn-wrong", Classes.Head, [new("attributes", "mask", "wrong")]),
        new AttributeIs("no-uniform", Classes.Head, NotInUniform),
        new AnyOf("no-gloves", [new AttributeIs("no-gloves", Classes.Head, [new("clothes", "hands", "bare")]), new Seen("no-gloves", [Classes.Hand])]) { OptIn = true },
        // At the mouth or in a raised hand; 2 head sizes is half an arm. A stub on the floor is litter.
        new NearPerson("smoking", "cigarette") { OfHead = 2 },
        // At the ear or held before the eyes, or in a hand of somebody in view; one that lies on a shelf is not used.
        new NearPerson("phone-use", "phone") { OfHead = 2, OfHand = 1.2f },
        new Trespass("intruder", NotInUniform),
        new Nobody("absent"),
        new OutOfHours("after-hours"),
        new Seen("rodent", ["rodent"]),
        new Seen("cockroach", ["cockroach"]),
        new Seen("cat-or-dog", ["cat-or-dog"]),
        new Seen("bin-uncovered", ["bin-open"]),
        new Seen("bin-overflow", ["bin-overflow"]),
        new AnyOf("floor-litter", [new Seen("floor-litter", ["litter"]), new NewObject("floor-litter")]),
        new Seen("floor-wet", ["wet-floor"]),
        new NewObject("worktop-dirty"),
        new NewObject("dishes-piled"),
        new NewObject("goods-on-floor"),
        new NewObject("misplaced-items"),
        new NewObject("carton-in-kitchen"),
        // Flames shine through steam and in the dark. Smoke looks like steam, so it counts in a clear view only.
        new Seen("fire-smoke", ["fire", "smoke"]) { Shining = ["fire"] },
        // Within a step and an arm's length, about 1.4 m.
        new Unattended("unattended-flame", "fire") { Reach = 6 },
    ];
}
