import Faults
import Foundation
import Testing

/// docs/faults.md, whose table is written from the catalogue.
///
/// After a change of the catalogue, `WRITE_FAULTS_PAGE=1 swift test --filter FaultsPageTests` writes the page anew.
struct FaultsPageTests {
    static let page = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("../../docs/faults.md").standardizedFileURL

    /// The page as it should be.
    static var expected: String {
        var lines = [
            "# Faults",
            "",
            "All fault codes that the devices of the system report, and the agent's own host with them. What each means in",
            "full, with cause and remedy where they are known, is printed by `ipdect-agent faults show CODE`; what becomes of",
            "a fault, and how to change how serious it is, stands in [alarms.md](alarms.md).",
            "",
            "- **Severity** is the one that the devices give it.",
            "- **Kind** is alarm for what lasts and event for what does not; both where the devices' manual does not say.",
            "- **Families** are the devices that can report it.",
            "",
            "The catalogue in `Sources/Faults/Catalogue` is the source of this table. After a change there,",
            "`WRITE_FAULTS_PAGE=1 swift test --filter FaultsPageTests` writes the page anew.",
            "",
            "| code | label | severity | kind | families | title |",
            "|---|---|---|---|---|---|",
        ]
        lines += FaultCatalogue.all.map(row)
        return lines.joined(separator: "\n") + "\n"
    }

    static func row(_ fault: FaultDefinition) -> String {
        let cells = [
            "`\(fault.code)`", "`\(fault.label)`", "\(fault.severity)", "\(fault.kind)", names(fault.families),
            fault.title,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    static func names(_ families: DeviceFamilies) -> String {
        let all: [(DeviceFamilies, String)] = [(.ipbs, "IPBS"), (.ipbl, "IPBL"), (.ipvm, "IPVM")]
        return all.filter { families.contains($0.0) }.map(\.1).joined(separator: ", ")
    }

    @Test func `the page of faults says what the catalogue says`() throws {
        if ProcessInfo.processInfo.environment["WRITE_FAULTS_PAGE"] == "1" {
            try Self.expected.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let found = (try? String(contentsOf: Self.page, encoding: .utf8)) ?? ""
        let expected = Self.expected
        guard found != expected else { return }
        let wrong = zip(Self.lines(found), Self.lines(expected)).first { $0 != $1 }
        Issue.record(
            """
            docs/faults.md is not what the catalogue says. Run with WRITE_FAULTS_PAGE=1 to write it anew.
            The first line that differs is \(wrong?.0 ?? "missing or too much at the end")
            and should be \(wrong?.1 ?? "as in the text below").

            \(expected)
            """)
    }

    @Test func `no title breaks the table`() {
        #expect(FaultCatalogue.all.allSatisfy { !$0.title.contains("|") && !$0.title.contains("\n") })
        #expect(Self.lines(Self.expected).count { $0.hasPrefix("| `0x") } == FaultCatalogue.all.count)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
