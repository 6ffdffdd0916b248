namespace Mingchu.Contracts.Messages;

/// <summary>
/// What a sensor measured. A gateway in the kitchen sends it to the box's local broker, the box or a vendor's device to the collector, thinned. No receipt: the
/// next reading replaces a lost one, and what matters is an alert.
/// </summary>
/// <param name="Sensor">Sensor id within the device, that of the topic.</param>
/// <param name="Unit"><c>celsius</c>, <c>percent</c> (relative humidity), <c>percent-lel</c> (of the lower explosive limit), <c>ppm</c>, or <c>state</c> (0 closed, dry, no alarm; 1 open, wet, alarm).</param>
/// <param name="Readings">1..100, oldest first.</param>
public sealed record SensorReadings(string Sensor, string Unit, IReadOnlyList<SensorReading> Readings)
{
    /// <summary>Most readings of one message.</summary>
    public const int Most = 100;
}

/// <summary>One reading.</summary>
/// <param name="Value">In the unit of the message; a finite number.</param>
/// <param name="At">When it was measured, UTC.</param>
public sealed record SensorReading(double Value, DateTimeOffset At);

/// <summary>A reading with its unit.</summary>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">See <see cref="SensorReadings.Unit"/>.</param>
/// <param name="At">When it was heard, UTC.</param>
public sealed record Measurement(double Value, string Unit, DateTimeOffset At);
