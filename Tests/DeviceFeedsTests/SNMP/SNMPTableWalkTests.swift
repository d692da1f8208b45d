import DeviceProtocols
import Testing

@testable import DeviceFeeds

@Suite struct SNMPTableWalkTests {
    private let column: [UInt32] = [1, 3, 6, 1, 9, 1]
    private let other: [UInt32] = [1, 3, 6, 1, 9, 2]

    /// What a device with these variables answers, in whatever way is asked.
    private func walk(
        _ columns: [[UInt32]], limit: Int = 100, bulk: Bool = true, over device: [SNMPVariable],
        change: (SNMPQuestion, SNMPAnswer) -> SNMPAnswer = { $1 }
    ) throws -> (rows: SNMPRows, questions: Int) {
        var walk = SNMPTableWalk(columns, limit: limit, usesBulk: bulk)
        let sorted = device.sorted { $0.name.comesBefore($1.name) }
        var questions = 0
        while let question = walk.question() {
            questions += 1
            try #require(questions < 1000, "the walk does not end")
            try walk.take(change(question, Self.answer(question, from: sorted, bulk: bulk)))
        }
        return (walk.result, questions)
    }

    private static func answer(_ question: SNMPQuestion, from sorted: [SNMPVariable], bulk: Bool) -> SNMPAnswer {
        var names = question.names
        var answer = SNMPAnswer()
        for _ in 0..<(bulk ? question.repetitions : 1) {
            for (index, name) in names.enumerated() {
                if let next = sorted.first(where: { name.comesBefore($0.name) }) {
                    answer.variables.append(next)
                    names[index] = next.name
                } else if bulk {
                    answer.variables.append(SNMPVariable(name, .endOfView))
                } else {
                    return SNMPAnswer(errorStatus: 2, errorIndex: Int32(index + 1))
                }
            }
        }
        return answer
    }

    private func table(rows: Int, columns: [[UInt32]]) -> [SNMPVariable] {
        columns.flatMap { column in
            (1...rows).map { SNMPVariable(column + [UInt32($0)], .integer(Int32($0))) }
        }
    }

    @Test(arguments: [true, false])
    func `two columns come side by side`(bulk: Bool) throws {
        let (result, _) = try walk([column, other], bulk: bulk, over: table(rows: 30, columns: [column, other]))
        #expect(result.isComplete)
        #expect(result.indexes == (1...30).map { [UInt32($0)] })
        #expect(result.rows[[17]] == [.integer(17), .integer(17)])
    }

    @Test(arguments: [true, false])
    func `a column with holes leaves holes`(bulk: Bool) throws {
        var device = table(rows: 5, columns: [column, other])
        device.removeAll { $0.name == other + [2] || $0.name == column + [4] }
        let (result, _) = try walk([column, other], bulk: bulk, over: device)
        #expect(result.indexes == (1...5).map { [UInt32($0)] })
        #expect(result.rows[[2]] == [.integer(2), nil])
        #expect(result.rows[[4]] == [nil, .integer(4)])
    }

    @Test(arguments: [true, false])
    func `a table that is empty or not there has no rows`(bulk: Bool) throws {
        let (none, questions) = try walk([column], bulk: bulk, over: [])
        #expect(none == SNMPRows(rows: [:], isComplete: true))
        #expect(questions == 1)
        let (elsewhere, _) = try walk([column], bulk: bulk, over: [SNMPVariable([1, 3, 6, 2, 1], .null)])
        #expect(elsewhere.rows.isEmpty)
    }

    @Test(arguments: [true, false])
    func `no more rows are taken than the limit and it is told`(bulk: Bool) throws {
        let device = table(rows: 50, columns: [column, other])
        let (result, questions) = try walk([column, other], limit: 7, bulk: bulk, over: device)
        #expect(result.indexes == (1...7).map { [UInt32($0)] })
        #expect(!result.isComplete)
        #expect(questions <= 9)
        #expect(try walk([column], limit: 50, bulk: bulk, over: device).rows.isComplete)
    }

    @Test(arguments: [true, false])
    func `a name that does not increase ends the walk with an error`(bulk: Bool) {
        var walk = SNMPTableWalk([column], limit: 100, usesBulk: bulk)
        _ = walk.question()
        #expect(throws: Never.self) {
            try walk.take(SNMPAnswer(variables: [SNMPVariable(column + [5], .integer(1))]))
        }
        _ = walk.question()
        let error = #expect(throws: SNMPTrouble.self) {
            try walk.take(SNMPAnswer(variables: [SNMPVariable(column + [5], .integer(1))]))
        }
        #expect(error?.code == .notIncreasing)
        #expect(error?.message == "a name behind 1.3.6.1.9.1.5 was expected, 1.3.6.1.9.1.5 came")
    }

    @Test func `a name in front of the column is an error, too`() {
        var walk = SNMPTableWalk([column], limit: 100, usesBulk: true)
        _ = walk.question()
        let error = #expect(throws: SNMPTrouble.self) {
            try walk.take(SNMPAnswer(variables: [SNMPVariable([1, 3, 6, 1, 2], .integer(1))]))
        }
        #expect(error?.code == .notIncreasing)
    }

    @Test func `more or fewer variables than were asked for are an error`() {
        for (bulk, count) in [(true, 0), (true, 42), (false, 0), (false, 2)] {
            var walk = SNMPTableWalk([column], limit: 1000, usesBulk: bulk)
            _ = walk.question()
            let variables = (0..<count).map { SNMPVariable(column + [UInt32($0) + 1], .null) }
            let error = #expect(throws: SNMPTrouble.self) { try walk.take(SNMPAnswer(variables: variables)) }
            #expect(error?.code == .unexpectedAnswer)
        }
    }

    @Test func `after tooBig fewer rows and then fewer columns are asked for`() throws {
        let device = table(rows: 10, columns: [column, other])
        var asked: [Int] = []
        let (result, _) = try walk([column, other], over: device) { question, answer in
            asked.append(question.names.count * question.repetitions)
            return question.names.count * question.repetitions > 1 ? SNMPAnswer(errorStatus: 1) : answer
        }
        #expect(asked.prefix(6) == [40, 20, 10, 4, 2, 1])
        #expect(result.rows.count == 10)
        #expect(result.rows[[3]] == [.integer(3), .integer(3)])
    }

    @Test func `when one variable alone is too big the walk fails`() {
        let error = #expect(throws: SNMPTrouble.self) {
            try walk([column, other], over: []) { _, _ in SNMPAnswer(errorStatus: 1) }
        }
        #expect(error?.code == .tooBig)
    }

    @Test func `a device that answers forever is stopped by the limit`() throws {
        var last: UInt32 = 0
        let (result, questions) = try walk([column], limit: 500, over: []) { question, _ in
            SNMPAnswer(
                variables: (0..<question.repetitions).map { _ in
                    last += 1
                    return SNMPVariable(column + [last], .integer(0))
                })
        }
        #expect(result.rows.count == 500)
        #expect(!result.isComplete)
        #expect(questions == 13)
    }
}
