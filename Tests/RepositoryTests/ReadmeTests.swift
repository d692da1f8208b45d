import Testing

/// What the pages show must be there.
struct ReadmeTests {
    static var pages: [String] {
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] + Repository.files(under: "docs", "md")
    }

    @Test func `commands that the pages show exist`() throws {
        for page in Self.pages {
            for match in try Repository.text(page).matches(of: #"(?<![\w/.-])((?:contrib|Dashboards|\.ci)/[\w./-]*\w)"#)
            {
                #expect(Repository.exists(match[1]), "\(page) names \(match[1]), which is not there")
            }
        }
    }

    @Test func `files that the pages link to exist`() throws {
        for page in Self.pages {
            let folder = page.contains("/") ? page.prefix(upTo: page.lastIndex(of: "/") ?? page.endIndex) + "/" : ""
            for match in try Repository.text(page).matches(of: #"\]\(([^)#:]+)(?:#[^)]*)?\)"#) {
                #expect(Repository.exists(folder + match[1]), "\(page) links to \(match[1]), which is not there")
            }
        }
    }

    @Test func `subcommands that the pages show exist`() throws {
        var names: Set<String> = ["help"]
        for file in Repository.files(under: "Sources/ipdect-agent/Commands", "swift") {
            let text = try Repository.text(file)
            names.formUnion(
                try text.matches(of: #"(?:struct|enum) (\w+): (?:Async)?ParsableCommand"#).map { $0[1].lowercased() })
            names.formUnion(try text.matches(of: #"commandName: "([\w-]+)""#).map { $0[1] })
        }
        for page in Self.pages {
            for match in try Repository.text(page).matches(of: #"^(?: {4}.*?|.*`(?:sudo )?)ipdect-agent ([a-z][\w-]+)"#)
            {
                #expect(names.contains(match[1]), "\(page) shows 'ipdect-agent \(match[1])', which is no command")
            }
        }
    }

    @Test func `the continuous integration calls only what the front page shows`() throws {
        let readme = try Repository.text("README.md")
        let script = try Repository.text(".ci/run")
        let called = try script.matches(of: #"contrib/[\w-]+"#).map { $0[0] }
        #expect(called == ["contrib/test"])
        for command in called { #expect(readme.contains(command)) }
    }
}
