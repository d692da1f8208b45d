import Foundation
import Testing

/// The console in headless Chromium: every page as each role, in light, dark and phone width, with axe.
@Suite(
    .builtAgent, .peers(.chromium, .chromedriver, .python),
    .agent(.console(scenario: "alarm-storm", lines: AgentSettingsText.watchedDevice)), .timeLimit(.minutes(10)),
    .serialized)
struct ConsoleTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    /// What Chromium saw of a page.
    private struct Page: Decodable {
        var path: String
        var title: String
        var heading: String
        var octets: Int
        var violations: [String]
        var complaints: [String]
        var foreign: [String]
        var forms: Int
        var overflows: Bool
        var look: String?
    }

    private struct Visit: Decodable {
        var pages: [Page]
    }

    @Test(arguments: ConsoleAccount.allCases)
    func `every page is whole, accessible and asks nobody else`(account: ConsoleAccount) async throws {
        let more =
            account == .userAdministrator
            ? []
            : ["/radios/ipbs3-10-00-00", "/faults/0x00030204", "/sync/0", "/devices/1", "/devices/discovery"]
        let visit: Visit = try await Browser.run(
            [
                "visit", agent.url, account.name, ConsoleAccount.password, try Browser.pictures(of: account.rawValue),
                account == .administrator ? "light,dark,phone" : "light",
            ] + more + ["/account", "/password", "/nothing-here"])
        #expect(visit.pages.count > (account == .userAdministrator ? 4 : account == .auditor ? 25 : 75))
        for page in visit.pages {
            let name = "\(page.path) \(page.look ?? "")"
            #expect(page.violations.isEmpty, "\(name): \(page.violations)")
            #expect(page.complaints.isEmpty, "\(name): \(page.complaints)")
            #expect(page.foreign.isEmpty, "\(name): \(page.foreign)")
            #expect(!page.heading.isEmpty && !page.title.isEmpty, "\(name)")
            let isMissing = ["Not Found", "Not found", "Forbidden", "Not allowed", "Failed"].contains(page.heading)
            #expect(isMissing == (page.path == "/nothing-here"), "\(name): \(page.heading)")
            #expect(page.octets < 100_000, "\(name): \(page.octets) octets")
            #expect(!page.overflows, "\(name) is wider than the window")
            // An auditor changes nothing, but makes reports and sends pings.
            let mayChange = account != .auditor || ["/reports", "/password", "/ping"].contains(page.path)
            #expect(mayChange || page.forms == 0, "\(name) has \(page.forms) forms")
        }
    }

    @Test func `an alarm is acknowledged by a click`() async throws {
        struct Result: Decodable {
            var before: Int
            var notice: String
        }
        let result: Result = try await Browser.flow("acknowledge", at: agent.url, .administrator)
        #expect(result.before > 0)
        #expect(result.notice.contains("acknowledged"))
    }

    @Test func `what is refused stands beside its field, and what is taken is shown`() async throws {
        struct Result: Decodable {
            var wrong: String
            var kept: String
            var notice: String
            var contact: String
            var violations: [String]
        }
        let result: Result = try await Browser.flow("setting", at: agent.url, .administrator)
        #expect(result.wrong.contains("70000"), "\(result.wrong)")
        #expect(result.kept == "70000")
        #expect(!result.notice.isEmpty)
        #expect(result.contact == "Night shift <4711>")
        #expect(result.violations.isEmpty, "\(result.violations)")
    }

    @Test func `the overview renews itself`() async throws {
        struct Result: Decodable {
            var state: String
        }
        let result: Result = try await Browser.flow("live", at: agent.url, .auditor)
        #expect(result.state == "live")
    }

    @Test func `all can be done with the keyboard`() async throws {
        struct Result: Decodable {
            var skip: String
            var place: String
            var reached: Int
        }
        let result: Result = try await Browser.flow("keyboard", at: agent.url, .administrator)
        #expect(result.skip == "To the content")
        #expect(result.place == "main")
        #expect(result.reached > 20)
    }

    @Test func `a page that renews itself keeps the place of its reader`() async throws {
        struct Result: Decodable {
            /// The focused link's number and how far the table is scrolled to the right, in pixels.
            var before: [Int]
            var after: [Int]
        }
        let result: Result = try await Browser.flow("place", at: agent.url, .administrator)
        #expect(result.before == [2, 60])
        #expect(result.after == result.before)
    }

    @Test func `a service report opens without a network`() async throws {
        struct Result: Decodable {
            var octets: Int
            var title: String
            var violations: [String]
            var foreign: [String]
            var complaints: [String]
            var sections: [String]
        }
        let result: Result = try await Browser.flow("report", at: agent.url, .auditor)
        #expect(result.octets > 20_000 && !result.title.isEmpty)
        #expect(result.sections.count > 5, "\(result.sections)")
        #expect(result.violations.isEmpty, "\(result.violations)")
        #expect(result.foreign.isEmpty, "\(result.foreign)")
        #expect(result.complaints.isEmpty, "\(result.complaints)")
    }

    @Test func `failed log-ins are told, and block further ones`() async throws {
        struct Result: Decodable {
            var texts: [String]
            var violations: [String]
        }
        let result: Result = try await Browser.flow("lock-out", at: agent.url, .userAdministrator)
        #expect(result.texts.first?.contains("wrong") ?? false)
        #expect(result.texts.last?.contains("blocked") ?? false)
        #expect(result.violations.isEmpty)
    }
}

/// A new agent's first log-in.
@Suite(.builtAgent, .peers(.chromium, .chromedriver, .python), .timeLimit(.minutes(3)))
struct FirstLogInTests {
    @Test func `the default password opens nothing but its change`() async throws {
        struct Result: Decodable {
            var steps: [String]
            var refusals: [String]
            var violations: [String]
        }
        try await AgentProcess.run { agent in
            let result: Result = try await Browser.run(["first", agent.url, try Browser.pictures(of: "first")])
            #expect(result.steps == ["/password", "/password", "/welcome", "/"])
            #expect(result.refusals.count == 2 && result.refusals.allSatisfy { !$0.isEmpty })
            #expect(result.violations.isEmpty, "\(result.violations)")
            let file = try String(contentsOfFile: agent.folder + "/ipdect-agent.conf", encoding: .utf8)
            #expect(file.contains("HTTP0-USER1") && !file.contains("a better password"))
        }
    }
}
