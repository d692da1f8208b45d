import Foundation
import Testing

/// What may stand where in the tree.
struct TreeTests {
    /// Everything that belongs at the top.
    static let top: Set = [
        ".ci", ".git", ".gitignore", ".swift-format", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md",
        "Dashboards",
        "LICENSE", "MIBs", "Package.swift", "README.md", "Sources", "Tests", "contrib", "docs",
    ]
    /// What builds and runs leave there, and .gitignore names.
    static let leftovers = [#"^\.build"#, #"^\.state"#, #"^\.swiftpm$"#, #"^Package\.resolved$"#, #"\.deb$"#]

    @Test func `nothing stands at the top that does not belong there`() throws {
        for name in try Repository.names(in: ".") where !Self.top.contains(name) {
            let isLeftover = try Self.leftovers.contains { try !name.matches(of: $0).isEmpty }
            #expect(isLeftover, "\(name) does not belong at the top of the repository")
        }
    }

    @Test(arguments: [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/install.md", "docs/run.md",
        "docs/snmp.md", "docs/settings.md", "docs/metrics.md", "docs/dashboards.md", "docs/alarms.md",
        "docs/ipdect-agent.1",
    ])
    func `a page that readers look for is there`(path: String) throws {
        #expect(try Repository.text(path).count > 200)
    }

    @Test(arguments: ["contrib/run", "contrib/fleet", "contrib/test", "contrib/bench", "contrib/package", ".ci/run"])
    func `a command can be run`(path: String) {
        #expect(Repository.isExecutable(path))
    }

    @Test func `every test is named by a sentence in backticks`() throws {
        for file in Repository.files(under: "Tests", "swift") {
            let code = SwiftSource(try Repository.text(file)).code
            for match in try code.matches(of: #"@Test(?:\((?:[^()]|\([^()]*\))*\))?\s+(?:static\s+)?func\s+(\w+)"#) {
                Issue.record("\(file): the test \(match[1]) wants a sentence in backticks for its name")
            }
        }
    }

    @Test func `the change log begins with the version of the program`() throws {
        let source = try Repository.text("Sources/AgentRuntime/AgentVersion.swift")
        let version = try #require(source.matches(of: #"current = "([^"]+)""#).first?[1])
        let newest = try #require(Repository.text("CHANGELOG.md").matches(of: #"^## (\S+)"#).first?[1])
        #expect(newest == version)
    }
}
