using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Mingchu.Collector.Tests.Push;

/// <summary>How the listener treats a mail.</summary>
internal enum SmtpManner
{
    Accept,
    RefuseForNow,
    RefuseForGood,
    Hang,
    Close,
    HangUpAfterData,
}

/// <summary>A small SMTP server on loopback (RFC 5321, AUTH PLAIN) that can also misbehave.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly Task accepting;

    public SmtpListener()
    {
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public SmtpManner Manner { get; set; }

    /// <summary>Password that AUTH PLAIN must bring; null: no AUTH offered.</summary>
    public string? Password { get; init; }

    public ConcurrentQueue<(string Recipient, MimeMessage Mail)> Received { get; } = new();

    private async Task Accept()
    {
        try
        {
            while (!stop.IsCancellationRequested)
                sessions.Add(Session(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task Session(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Talk(client);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task Talk(TcpClient client)
    {
        if (Manner is SmtpManner.Close)
            return;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        if (Manner is SmtpManner.Hang)
            await Task.Delay(Timeout.Infinite, stop.Token);
        await writer.WriteLineAsync("220 test ESMTP");
        var recipient = "";
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-test");
                    await writer.WriteLineAsync(Password is null ? "250 8BITMIME" : "250 AUTH PLAIN");
                    break;
                case "AUTH":
                    var given = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0')[^1];
                    await writer.WriteLineAsync(given == Password ? "235 ok" : "535 5.7.8 wrong");
                    break;
                case "RCPT":
                    recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    await writer.WriteLineAsync(Manner switch
                    {
                        SmtpManner.RefuseForNow => "451 4.3.0 try later",
                        SmtpManner.RefuseForGood => "550 5.1.1 no such mailbox",
                        _ => "250 ok",
                    });
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = await Data(reader);
                    Received.Enqueue((recipient, mail));
                    await writer.WriteLineAsync("250 taken");
                    if (Manner is SmtpManner.HangUpAfterData)
                        return;
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<MimeMessage> Data(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(sessions);
        stop.Dispose();
    }
}
