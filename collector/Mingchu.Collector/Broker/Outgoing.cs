using System.Text;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using MQTTnet;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Broker;

/// <summary>What the collector says on the broker, all of it JSON with QoS 1.</summary>
public static class Outgoing
{
    /// <summary>A receipt. One that is lost is asked for again: the device repeats its message.</summary>
    public static MqttApplicationMessage Receipt(string device, Receipt receipt) => Json(Topics.Receipts(device), JsonSerializer.SerializeToUtf8Bytes(
        new CloudEvent<Receipt>("1.0", $"receipt/{Guid.NewGuid():N}", "collector", MessageTypes.Receipt, receipt.At, receipt), ContractJson.Wire.CloudEventReceipt));

    /// <summary>The configuration a device should go by, retained.</summary>
    public static MqttApplicationMessage Desired(string device, DesiredConfig desired, DateTimeOffset now)
    {
        var message = Json(Topics.DesiredConfig(device), JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent<DesiredConfig>("1.0", $"config/{device}/{desired.Revision}", "collector", MessageTypes.DesiredConfig, now, desired), ContractJson.Wire.CloudEventDesiredConfig));
        message.Retain = true;
        return message;
    }

    /// <summary>A question to a device, which the broker forgets when the device does not hear it in time.</summary>
    public static MqttApplicationMessage Command(string device, CloudEvent<CameraCommand> command, TimeSpan within)
    {
        var message = Json(Topics.CameraCommands(device), JsonSerializer.SerializeToUtf8Bytes(command, ContractJson.Wire.CloudEventCameraCommand));
        message.ResponseTopic = Topics.Replies(device);
        message.CorrelationData = Encoding.ASCII.GetBytes(command.Id);
        message.MessageExpiryInterval = (uint)within.TotalSeconds;
        return message;
    }

    /// <summary>Any JSON text.</summary>
    public static MqttApplicationMessage Json(string topic, byte[] payload) => new()
    {
        Topic = topic,
        PayloadSegment = payload,
        ContentType = "application/json",
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };
}
