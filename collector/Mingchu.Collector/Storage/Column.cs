using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mingchu.Collector.Storage;

/// <summary>A column of an entity's table: its values as the database gets them.</summary>
internal sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
{
    private readonly IClrPropertyGetter getter = Property.GetGetter();

    /// <summary>The columns of a table that the program gives values to.</summary>
    public static IReadOnlyList<Column> Of(IEntityType type) => [.. type.GetProperties().Where(p => !IsGiven(p)).Select(p => Of(type, p))];

    /// <summary>The column of one property.</summary>
    public static Column Of(IEntityType type, IProperty property) =>
        new(property.GetColumnName(StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema()))!, property, property.GetRelationalTypeMapping());

    /// <summary>The entity's value.</summary>
    public object Value(object entity) => Stored(getter.GetClrValue(entity));

    /// <summary>A value of the property as it is stored.</summary>
    public object Stored(object? value) => (Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;

    /// <summary>Adds a parameter for it to a command.</summary>
    public DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = Mapping.CreateParameter(command, name, null, nullable: true);
        command.Parameters.Add(parameter);
        return parameter;
    }

    // A rising number that the database gives.
    private static bool IsGiven(IProperty property) => property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long);
}
