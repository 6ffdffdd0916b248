namespace Mingchu.Contracts.Tests;

/// <summary>The committed documents are what the records say. After an intended change run with MINGCHU_UPDATE=1 and look at the difference.</summary>
public sealed class PublishedDocumentsTests
{
    public static TheoryData<string> Schemas => [.. ContractDocuments.Schemas().Keys];

    public static TheoryData<string> Examples => [.. ContractDocuments.Examples().Keys];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_is_what_the_records_say(string name) =>
        Same(Path.Combine("edge", "Mingchu.Contracts", "schemas", name), ContractDocuments.Schemas()[name]);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_what_the_product_sends(string name) =>
        Same(Path.Combine("samples", "wire", name), ContractDocuments.Examples()[name]);

    private static void Same(string path, string expected)
    {
        var file = Path.Combine(ContractDocuments.Root, path);
        if (Environment.GetEnvironmentVariable("MINGCHU_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }
        Assert.True(File.Exists(file), $"{path} is missing: run the tests once with MINGCHU_UPDATE=1");
        Assert.Equal(expected, File.ReadAllText(file));
    }
}
