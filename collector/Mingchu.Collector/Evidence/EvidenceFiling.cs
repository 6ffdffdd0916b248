using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>Puts evidence into the case's file and picks the picture of the list.</summary>
public static class EvidenceFiling
{
    /// <summary>Writes the evidence's hash into the file of the case, once.</summary>
    public static void Attach(CaseBook book, CollectorDb db, CaseSummary summary, PremisesRow premises, EvidenceRow row, DateTimeOffset now)
    {
        var command = new CaseCommand.AttachEvidence(LeadRow.IdOf(row.Device, row.AlertId), row.Kind.Word(), row.MediaType, row.Sha256, row.Bytes);
        if (book.Apply(db, summary, premises, command, Actor.System, now) is { } refusal)
            throw new InvalidOperationException($"the system's own command was refused: {refusal.Sentence}");
        row.CaseId = summary.Id;
        Picture(summary, row);
    }

    /// <summary>A boxed picture shows best what is meant; a clean one is better than none. Only files that are there.</summary>
    public static void Picture(CaseSummary summary, EvidenceRow row)
    {
        if (row.StoredAt is not null && (row.Kind is EvidenceKind.Boxed || (row.Kind is EvidenceKind.Clean && summary.Picture is null)))
            summary.Picture = row.Sha256;
    }
}
