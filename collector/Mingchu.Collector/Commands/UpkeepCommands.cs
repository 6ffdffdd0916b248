using System.CommandLine;
using System.Globalization;
using System.Text;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Platforms;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Commands;

/// <summary>Commands of whoever looks after a collector.</summary>
internal static class UpkeepCommands
{
    public static Command Verify()
    {
        var command = new Command("verify", "Check the files of cases, notices to platforms and listings, and every box's signature of evidence, against tampering; exit code 2 when something is broken");
        command.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            var (faults, count) = (0, 0);
            await foreach (var fault in services.GetRequiredService<CaseVerifier>().VerifyAll(n => count = n, ct))
            {
                faults++;
                Console.WriteLine(fault.What == "summary"
                    ? $"{fault.Number} {fault.CaseId}: the list differs from the file"
                    : $"{fault.Number} {fault.CaseId}: line {fault.Sequence} is broken ({fault.What})");
            }

            Console.WriteLine($"{count} cases checked, {faults} broken");
            var (platformFaults, files) = (0, (Notices: 0, Listings: 0));
            await foreach (var fault in services.GetRequiredService<PlatformVerifier>().VerifyAll(n => files = n, ct))
            {
                platformFaults++;
                Console.WriteLine($"{fault.Name} {fault.FileId}: " + fault.What switch
                {
                    "summary" => "the list differs from the file",
                    "deleted" => "is gone from the list, its lines are still here",
                    _ => $"line {fault.Sequence} is broken ({fault.What})",
                });
            }

            Console.WriteLine($"{files.Notices} notices and {files.Listings} listings checked, {platformFaults} broken");
            var seals = await services.GetRequiredService<SealVerifier>().Verify(ct);
            foreach (var line in seals.Broken)
                Console.WriteLine(line);
            Console.WriteLine($"evidence: {seals.Signed} signed by their box, {seals.Unsigned} unsigned, {seals.OtherKey} by a key that is not accepted, {seals.Broken.Count} broken");
            return faults == 0 && platformFaults == 0 && seals.Broken.Count == 0 ? 0 : 2;
        }, ct));
        return command;
    }

    public static Command DeadLetters()
    {
        var most = new Option<int>("--most") { DefaultValueFactory = _ => 50, Description = "How many" };
        var list = new Command("list", "Rejected messages, newest first") { most };
        list.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            foreach (var letter in await services.GetRequiredService<DeadLetterDesk>().List(parsed.GetValue(most), ct))
                Console.WriteLine(string.Join('\t', letter.Id, letter.LastAt.ToString("u", CultureInfo.InvariantCulture), letter.Times, letter.Topic,
                    letter.MessageId, letter.Reason, letter.Pointer, letter.Detail));
            return 0;
        }, ct));

        var id = new Argument<Guid>("id");
        var show = new Command("show", "Print the payload of a rejected message") { id };
        show.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            var letter = (await services.GetRequiredService<DeadLetterDesk>().List(int.MaxValue, ct)).FirstOrDefault(d => d.Id == parsed.GetValue(id));
            // A hostile payload must not steer the terminal.
            Console.WriteLine(letter is null ? "no such letter" : FieldRules.Show(Encoding.UTF8.GetString(letter.Payload), int.MaxValue));
            return letter is null ? 1 : 0;
        }, ct));

        var replay = new Command("replay", "Send a rejected message through ingest again, after a fix") { id };
        replay.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            var result = await services.GetRequiredService<DeadLetterDesk>().Replay(parsed.GetValue(id), ct);
            Console.WriteLine(result switch
            {
                null => "no such letter, or it was too large to be kept whole",
                { Why: { } why } => $"rejected again: {why.Reason} {why.Pointer} {why.Detail}",
                { Result: ReceiptResult.Duplicate } => "was taken in before",
                _ => "accepted",
            });
            return result is { Why: null } ? 0 : 1;
        }, ct));
        return new Command("dead-letters", "Messages that were rejected") { list, show, replay };
    }
}
