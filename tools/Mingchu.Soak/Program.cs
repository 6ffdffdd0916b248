using System.Runtime.InteropServices;
using Mingchu.Soak;

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
return await Soak.Run(options, stop.Token);

void Stop(PosixSignalContext context)
{
    // The children are stopped in order before the program ends.
    context.Cancel = true;
    stop.Cancel();
}
