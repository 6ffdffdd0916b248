// Every test starts a whole installation; two at once on two cores would only wait for each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Mingchu.EndToEnd.Tests.Support.ToyKitchen))]
