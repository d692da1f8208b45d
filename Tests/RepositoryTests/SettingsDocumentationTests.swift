import AgentRuntime
import Foundation
import Settings
import Testing

/// Every setting stands in docs/settings.md.
struct SettingsDocumentationTests {
    /// The part of the page that tells of one module: from its heading to the next.
    private func section(of module: String, in page: String) throws -> Substring {
        let start = try #require(page.range(of: "\n## \(module)\n"), "docs/settings.md has no heading '## \(module)'")
        let rest = page[start.upperBound...]
        return rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
    }

    @Test func `every module has its part and every option its line`() throws {
        let page = try Repository.text("docs/settings.md")
        for module in AgentSettings.schema.modules {
            let part = try section(of: module.name, in: page)
            for option in module.options {
                let line = part.split(separator: "\n").first { $0.hasPrefix("| `/\(option.name)` |") }
                #expect(line != nil, "docs/settings.md does not tell of \(module.name) /\(option.name)")
                guard let line, let value = option.default else { continue }
                #expect(line.contains("`\(value)`"), "the default of \(module.name) /\(option.name) is \(value)")
            }
        }
    }

    @Test func `the page tells of no option that is gone`() throws {
        let page = try Repository.text("docs/settings.md")
        for module in AgentSettings.schema.modules {
            let known = Set(module.options.map(\.name))
            for match in try String(section(of: module.name, in: page)).matches(of: #"^\| `/([\w-]+)` \|"#) {
                #expect(known.contains(match[1]), "\(module.name) has no option /\(match[1])")
            }
        }
    }

    @Test(arguments: ["contrib/lib/demo.conf", "contrib/debian/ipdect-agent.conf"])
    func `a settings file that we ship has no mistake`(path: String) throws {
        let text = try Repository.text(path)
        // What is commented out is meant to be used: it must be right too.
        let used = text.split(separator: "\n").map { $0.hasPrefix("#config") ? $0.dropFirst() : $0 }.joined(
            separator: "\n")
        for candidate in [text, used] {
            let (_, problems) = SettingsDocument.parse(candidate, schema: AgentSettings.schema)
            #expect(problems.isEmpty, "\(path): \(problems)")
        }
    }

    @Test func `settings that the pages show have no mistake`() throws {
        for page in Repository.files(under: "docs", "md") + ["README.md"] {
            // What one line says may refer to a line further up on the page.
            let lines = try Repository.text(page).matches(of: #"^    (config (?:change|add|rem) .*)$"#).map { $0[1] }
            let (_, problems) = SettingsDocument.parse(
                lines.joined(separator: "\n"), schema: AgentSettings.schema)
            #expect(problems.isEmpty, "\(page): \(problems)")
        }
    }
}
