import Foundation
import Settings
import WebAccess
import WebServer

// Every way to the settings but the operations on accounts and tokens comes through here: who may change settings may
// not for that reason make himself an account.
extension SettingsStore {
    /// Changes the document by `edit` when `user` may do what comes of it.
    func replace(
        _ edit: (SettingsDocument) throws(SettingsError) -> SettingsDocument, by user: ConsoleUser
    ) throws -> Change {
        var refusal: AccessError?
        do {
            return try replace { document throws(SettingsError) in
                let changed = try edit(document)
                refusal =
                    AccessConfiguration.refusal(
                        of: changed, from: document, mayManageAccess: user.mayManageAccess)
                    ?? AccessConfiguration.refusalOfNone(in: changed, from: document)
                if let refusal { throw SettingsError(.invalidValue, refusal.message) }
                return changed
            }
        } catch {
            throw refusal ?? error
        }
    }

    /// Reads the file again when `user` may do what it asks for: whoever wrote it may have left it half done.
    func reload(by user: ConsoleUser) throws -> Change {
        // Who can change the file between this look and the reading needs no token.
        if !user.mayManageAccess, let text = try? String(contentsOfFile: path, encoding: .utf8) {
            let refusal = AccessConfiguration.refusal(
                of: SettingsDocument(ConfigText(text), schema: document.schema), from: document, mayManageAccess: false)
            if let refusal { throw refusal }
        }
        return try reload()
    }
}
