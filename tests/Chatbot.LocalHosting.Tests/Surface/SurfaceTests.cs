using System.Reflection;
using System.Runtime.CompilerServices;

namespace Chatbot.LocalHosting.Tests.Surface;

public sealed class SurfaceTests
{
    private static readonly IReadOnlyList<MethodInfo> Extensions =
    [
        .. typeof(DistributedApplication).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute))),
    ];

    public static TheoryData<string> Signatures => [.. Extensions.Select(SignatureText.Of)];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Every_word_of_the_topology_has_the_signature_it_has_in_Aspire(string signature) => Assert.Contains(signature, AspireApi.Signatures);

    [Fact]
    public void The_list_of_signatures_is_read() => Assert.True(AspireApi.Signatures.Count > 80 && Extensions.Count > 20);
}
