; For whoever runs it, without being an administrator; silent with /S, elsewhere with /D=C:\folder (the last argument).
; VERSION, FOLDER, PROGRAM and SETUP are told by build.py.

Target amd64-unicode
Unicode true
!include MUI2.nsh
!include FileFunc.nsh

Name "tpplanner ${VERSION}"
OutFile "${SETUP}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\tpplanner"
SetCompressor /SOLID lzma
BrandingText "tpplanner ${VERSION}"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\tpplanner"
!define OPEN "Software\Classes\SystemFileAssociations\.xlsx\shell\tpplanner"
!define MENU "$SMPROGRAMS\tpplanner"

!define MUI_ICON "${FOLDER}\tpplanner.ico"
!define MUI_UNICON "${FOLDER}\tpplanner.ico"
!define MUI_WELCOMEPAGE_TEXT "tpplanner va être installé pour vous seul : aucun droit d'administrateur n'est demandé, \
et rien d'autre n'est modifié sur cet ordinateur.$\r$\n$\r$\nVos sessions resteront dans le dossier Documents\tpplanner."
!define MUI_FINISHPAGE_RUN "$INSTDIR\tpplanner-page.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir tpplanner"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "tpplanner va être enlevé. Vos sessions et vos plannings restent où ils sont."

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

; What is installed is taken away by its names: a folder of somebody's own stays. A page that is open closes first.
!macro TakeAway
  IfFileExists "$INSTDIR\tpplanner.exe" 0 +3
    nsExec::Exec '"$INSTDIR\tpplanner.exe" ouvrir --fermer'
    Pop $0
  RMDir /r "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\tpplanner.exe"
  Delete "$INSTDIR\tpplanner-page.exe"
  Delete "$INSTDIR\tpplanner.ico"
  Delete "$INSTDIR\licences.html"
!macroend

Section
  !insertmacro TakeAway
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\desinstaller.exe"

  CreateDirectory "${MENU}"
  SetOutPath "$DOCUMENTS"
  CreateShortcut "${MENU}\tpplanner.lnk" "$INSTDIR\tpplanner-page.exe" "" "$INSTDIR\tpplanner.ico"
  CreateShortcut "${MENU}\tpplanner (commandes).lnk" "$SYSDIR\cmd.exe" \
    '/K "set "PATH=$INSTDIR;%PATH%" & tpplanner"' "$INSTDIR\tpplanner.ico"
  CreateShortcut "${MENU}\Désinstaller tpplanner.lnk" "$INSTDIR\desinstaller.exe"

  WriteRegStr HKCU "${OPEN}" "" "Ouvrir avec tpplanner"
  WriteRegStr HKCU "${OPEN}" "Icon" "$INSTDIR\tpplanner.ico"
  WriteRegStr HKCU "${OPEN}\command" "" '"$INSTDIR\tpplanner-page.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "tpplanner"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tpplanner.ico"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\desinstaller.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\desinstaller.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  !insertmacro TakeAway
  Delete "$INSTDIR\desinstaller.exe"
  RMDir "$INSTDIR"
  RMDir /r "${MENU}"
  DeleteRegKey HKCU "${OPEN}"
  DeleteRegKey HKCU "${UNINSTALL}"
  Delete "$LOCALAPPDATA\tpplanner\page.json"
  RMDir "$LOCALAPPDATA\tpplanner"
SectionEnd
