import Testing

@testable import WebConsole

struct AssetTests {
    @Test func `there is a style`() { #expect(ConsoleAssets.files.contains { $0.name == "console.css" }) }
}
