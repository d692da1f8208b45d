import Journal
import NetworkValues
import Settings
import Testing

@testable import LogForwarding

/// Switches and rates of topics.
struct TopicGateTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    /// A gate that can be asked within an expectation.
    private final class Gate {
        private(set) var value: TopicGate

        init(_ options: String) throws { value = TopicGate(try settings(options)) }

        /// Lets lines in one after the other; returns how many came through.
        func pass(_ count: Int, _ topic: LogTopic, always: Bool = false, at time: Timestamp) -> Int {
            (0..<count).count { _ in value.admits(topic, always: always, at: time) }
        }

        func apply(_ options: String) throws { value.apply(try settings(options)) }

        func summaries(at time: Timestamp, atEnd: Bool = false) -> [LogRecord] {
            value.summaries(at: time, atEnd: atEnd)
        }
    }

    @Test func `a topic that is off lets nothing through but what is always written`() throws {
        let gate = try Gate("/topics agent")
        #expect(gate.pass(1, .agent, at: start) == 1)
        #expect(gate.pass(1, .login, at: start) == 0)
        #expect(gate.pass(1, .login, always: true, at: start) == 1)
        #expect(gate.value.counts[.login]?.switchedOff == 1 && gate.value.counts[.login]?.taken == 1)
        try gate.apply("/topics login")
        #expect(gate.pass(1, .login, at: start) == 1 && gate.pass(1, .agent, at: start) == 0)
    }

    @Test func `a topic has its rate, and five seconds of it at once`() throws {
        let gate = try Gate("/rate 10")
        #expect(gate.pass(80, .agent, at: start) == 50)
        #expect(gate.pass(80, .login, at: start) == 50, "each topic has its own")
        #expect(gate.pass(80, .agent, at: start.adding(milliseconds: 100)) == 1)
        #expect(gate.pass(80, .agent, at: start.adding(milliseconds: 1100)) == 10)
        #expect(gate.pass(80, .agent, at: start.adding(seconds: 3600)) == 50)
        #expect(gate.pass(1, .agent, always: true, at: start.adding(seconds: 3600)) == 1)
        #expect(gate.value.counts[.agent]?.suppressed == 30 + 79 + 70 + 30)
    }

    @Test func `without a rate everything comes through`() throws {
        let gate = try Gate("/rate 0")
        #expect(gate.pass(100_000, .agent, at: start) == 100_000)
        #expect(gate.value.nextSummary == nil)
    }

    @Test func `a clock that is set back gives nothing and stops nothing`() throws {
        let gate = try Gate("/rate 1")
        #expect(gate.pass(9, .agent, at: start) == 5)
        #expect(gate.pass(9, .agent, at: start.adding(seconds: -100_000)) == 0)
        #expect(gate.pass(9, .agent, at: start.adding(seconds: -99_999)) == 1)
    }

    @Test func `a summary says how many were suppressed, once it is due`() throws {
        let gate = try Gate("/rate 1")
        _ = gate.pass(12, .agent, at: start)
        #expect(gate.value.nextSummary == start.adding(seconds: 10))
        #expect(gate.summaries(at: start.adding(milliseconds: 9999)).isEmpty)
        let summaries = gate.summaries(at: start.adding(seconds: 10))
        #expect(summaries.map(\.topic) == [.agent] && summaries.map(\.severity) == [4])
        #expect(summaries.first?.text == "suppressed 7 lines since \(start): more than 1 a second")
        #expect(gate.value.nextSummary == nil && gate.summaries(at: start.adding(seconds: 20)).isEmpty)
        _ = gate.pass(12, .agent, at: start.adding(seconds: 10))
        #expect(gate.summaries(at: start.adding(seconds: 11), atEnd: true).count == 1)
    }
}

/// Settings of the module with some options.
func settings(_ options: String) throws -> LogSettings {
    try document(options).module(as: LogSettings.self)
}

private func document(_ options: String) -> SettingsDocument {
    SettingsDocument(ConfigText("config change LOG0 \(options)"), schema: SettingsSchema([LogSettings.self]))
}

struct LogSettingsTests {
    @Test func `the topics that help an operator are on, those for support are off`() throws {
        let settings = try LogSettings.defaults()
        #expect(settings.topics == Set(LogSettings.defaultTopics) && settings.topics.count == 9)
        #expect(!settings.topics.contains(.dectStack) && settings.topics.contains(.configChanges))
        #expect(settings.level == 5 && settings.linesPerSecond == 1000)
    }

    @Test func `topics are chosen by name, also none`() throws {
        #expect(try settings("/topics tcp,login").topics == [.tcp, .login])
        #expect(try settings("/topics \"\"").topics.isEmpty)
        #expect(try settings("/level debug /rate 0") == settings("/rate 0 /level debug"))
        #expect(try settings("/level err").level == 3)
    }

    @Test func `a topic that is not known is refused with what was meant`() {
        let problems = document("/topics agent,dect-mastr").problems()
        #expect(problems.first?.suggestion == "dect-master" && problems.first?.severity == .error)
        #expect(document("/level loud").problems().count == 1)
    }

    @Test(arguments: [("emerg", 0), ("Error", 3), ("warn", 4), ("6", 6), ("informational", 6), ("DEBUG", 7)])
    func `a severity has its names and its number`(text: String, number: UInt8) {
        #expect(SyslogSeverity(text)?.rawValue == number)
    }

    @Test func `every topic says what it is about`() {
        #expect(LogTopic.all.allSatisfy { !$0.summary.isEmpty } && SyslogSeverity("8") == nil)
    }
}
