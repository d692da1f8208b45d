import Foundation
import NetworkValues
import Settings

/// What must survive of the schedule: which due time was served last, and what still has to be sent.
struct ScheduleRecord: Codable, Hashable {
    /// The schedule that the rest is about.
    var schedule = ""
    /// The due time that was served last, in milliseconds of Unix time.
    var served: Int64 = 0
    /// Reports that the server has not yet.
    var waiting: [Int] = []
    var lastMade: Int64?
    var lastUploaded: Int64?

    private static let fileName = "schedule.json"

    /// Reads what was kept; a file that is damaged counts as none.
    static func read(from folder: String) -> ScheduleRecord {
        let text = KeptText(path: "\(folder)/\(fileName)").read()
        return text.flatMap { try? JSONDecoder().decode(ScheduleRecord.self, from: Data($0.utf8)) } ?? ScheduleRecord()
    }

    /// Keeps it.
    func write(to folder: String) throws(ReportError) {
        let data: Data
        do {
            data = try JSONEncoder().encode(self)
        } catch {
            throw ReportError(.file, "the schedule cannot be kept: \(error)")
        }
        try ReportFiles.keep(String(decoding: data, as: UTF8.self), at: "\(folder)/\(Self.fileName)")
    }

    /// Takes up a schedule. What was due before anybody had set it is not made up for.
    mutating func take(_ schedule: ReportSchedule, at time: Timestamp) {
        guard self.schedule != "\(schedule)" else { return }
        self.schedule = "\(schedule)"
        served = schedule.last(atOrBefore: time).milliseconds
    }

    /// The due time that a report is wanted for now; `nil` when none is.
    func due(_ schedule: ReportSchedule, at time: Timestamp) -> Timestamp? {
        let last = schedule.last(atOrBefore: time)
        return last.milliseconds > served ? last : nil
    }
}
