using System.Xml;
using System.Xml.Linq;

namespace Mingchu.Edge.Discovery;

/// <summary>XML from devices that nobody vouches for: no DTD, bounded, found by local names since makers differ in prefixes and versions.</summary>
public static class OnvifXml
{
    /// <summary>Longest answer, characters.</summary>
    public const int Longest = 256 * 1024;
    private const int DeepestElement = 64;
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest };

    /// <summary>The root, or null for what is no XML, has a DTD, is too long or too deep.</summary>
    public static XElement? Parse(string text)
    {
        try
        {
            using (var reader = XmlReader.Create(new StringReader(text), Settings))
                while (reader.Read())
                    if (reader.Depth > DeepestElement)
                        return null;
            using var again = XmlReader.Create(new StringReader(text), Settings);
            return XDocument.Load(again).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Elements of that local name below this one.</summary>
    public static IEnumerable<XElement> Find(this XElement element, string name) => element.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>Text of the first such element, one line without control characters, or null.</summary>
    public static string? TextOf(this XElement element, string name) => element.Find(name).FirstOrDefault() is { } found ? Clean(found.Value) : null;

    /// <summary>Text fit for a terminal and a YAML file: no control characters, at most 200 characters.</summary>
    public static string Clean(string text)
    {
        var clean = string.Concat(text.Trim().Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format));
        return clean.Length > 200 ? clean[..200] : clean;
    }
}
