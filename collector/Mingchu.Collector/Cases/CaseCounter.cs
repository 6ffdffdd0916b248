using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Cases;

/// <summary>Last case number given in a year.</summary>
public sealed class CaseCounter
{
    public required int Year { get; init; }

    public int Last { get; set; }
}

internal sealed class CaseCounterMapping : IEntityTypeConfiguration<CaseCounter>
{
    public void Configure(EntityTypeBuilder<CaseCounter> builder)
    {
        builder.ToTable("case_counters").HasKey(c => c.Year);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}
